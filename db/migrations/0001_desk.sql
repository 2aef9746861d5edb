CREATE TABLE `lead_search_ids` (
	`id` integer PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lead_search_ids_lead_id_unique` ON `lead_search_ids` (`lead_id`);--> statement-breakpoint
CREATE TABLE `lead_standings` (
	`lead_id` text PRIMARY KEY NOT NULL,
	`assessment_id` integer NOT NULL,
	`instrument` text NOT NULL,
	`overall` integer NOT NULL,
	`verdict` text NOT NULL,
	`dominant` text,
	`clarity` text NOT NULL,
	`source` text NOT NULL,
	`outreach` text NOT NULL,
	`score` integer,
	`need` real,
	`fit` integer,
	`intent` real,
	`grade` text,
	`signals` text NOT NULL,
	`scored_as_of` integer NOT NULL,
	`rank` integer NOT NULL,
	`status` text DEFAULT 'new' NOT NULL,
	`owner_id` text,
	`call_asked_at` integer,
	`call_answered_at` integer,
	`last_signal_at` integer NOT NULL,
	`told_staff_at` integer,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`owner_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "lead_standings_outreach" CHECK("lead_standings"."outreach" IN ('allowed', 'report-only', 'consumers', 'not-a-buyer', 'opted-out')),
	CONSTRAINT "lead_standings_status" CHECK("lead_standings"."status" IN ('new', 'contacted', 'qualified', 'disqualified', 'converted')),
	CONSTRAINT "lead_standings_score" CHECK(("lead_standings"."outreach" = 'allowed') = ("lead_standings"."score" IS NOT NULL)
        AND ("lead_standings"."score" IS NULL) = ("lead_standings"."grade" IS NULL)
        AND ("lead_standings"."score" IS NULL OR "lead_standings"."score" BETWEEN 0 AND 100))
);
--> statement-breakpoint
CREATE INDEX `lead_standings_rank` ON `lead_standings` (`rank`,`lead_id`);--> statement-breakpoint
CREATE INDEX `lead_standings_last_signal` ON `lead_standings` (`last_signal_at`,`lead_id`);--> statement-breakpoint
CREATE INDEX `lead_standings_assessment` ON `lead_standings` (`assessment_id`);--> statement-breakpoint
CREATE INDEX `lead_standings_owner` ON `lead_standings` (`owner_id`,`rank`);--> statement-breakpoint
CREATE INDEX `lead_standings_scored_as_of` ON `lead_standings` (`scored_as_of`);--> statement-breakpoint
CREATE TABLE `delivery_tries` (
	`delivery_id` text NOT NULL,
	`number` integer NOT NULL,
	`at` integer NOT NULL,
	`milliseconds` integer NOT NULL,
	`status` integer,
	`outcome` text NOT NULL,
	`request` text,
	`response` text,
	PRIMARY KEY(`delivery_id`, `number`),
	FOREIGN KEY (`delivery_id`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `endpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`url` text NOT NULL,
	`events` text NOT NULL,
	`secret_version` integer DEFAULT 1 NOT NULL,
	`rotated_at` integer,
	`created_at` integer NOT NULL,
	`created_by` text,
	`disabled_at` integer,
	`disabled_because` text,
	FOREIGN KEY (`created_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "endpoints_channel" CHECK("endpoints"."channel" IN ('webhook', 'slack'))
);
--> statement-breakpoint
CREATE TABLE `provider_events` (
	`id` text PRIMARY KEY NOT NULL,
	`provider_id` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `provider_events_provider` ON `provider_events` (`provider_id`);--> statement-breakpoint
CREATE INDEX `provider_events_received` ON `provider_events` (`received_at`);--> statement-breakpoint
CREATE TABLE `join_links` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`email` text,
	`role` text NOT NULL,
	`invited_by` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`invited_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "join_links_kind" CHECK("join_links"."kind" IN ('first-owner', 'invitation')),
	CONSTRAINT "join_links_role" CHECK("join_links"."role" IN ('owner', 'member'))
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text,
	FOREIGN KEY (`changed_by`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer NOT NULL,
	`image` text,
	`role` text NOT NULL,
	`two_factor_enabled` integer DEFAULT false NOT NULL,
	`shortcuts_off_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "staff_role" CHECK("staff"."role" IN ('owner', 'member'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_email_unique` ON `staff` (`email`);--> statement-breakpoint
CREATE TABLE `staff_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `staff_accounts_user` ON `staff_accounts` (`user_id`);--> statement-breakpoint
CREATE TABLE `staff_events` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text,
	`kind` text NOT NULL,
	`detail` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `staff_events_at` ON `staff_events` (`at`);--> statement-breakpoint
CREATE TABLE `staff_rate_limits` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`count` integer NOT NULL,
	`last_request` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_rate_limits_key_unique` ON `staff_rate_limits` (`key`);--> statement-breakpoint
CREATE TABLE `staff_second_steps` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`secret` text NOT NULL,
	`backup_codes` text NOT NULL,
	`verified` integer,
	`failed_verification_count` integer,
	`locked_until` integer,
	FOREIGN KEY (`user_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `staff_second_steps_user` ON `staff_second_steps` (`user_id`);--> statement-breakpoint
CREATE TABLE `staff_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_sessions_token_unique` ON `staff_sessions` (`token`);--> statement-breakpoint
CREATE INDEX `staff_sessions_user` ON `staff_sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `staff_sessions_expires` ON `staff_sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `staff_verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `staff_verifications_identifier` ON `staff_verifications` (`identifier`);--> statement-breakpoint
CREATE TABLE `funnel_days` (
	`day` integer NOT NULL,
	`instrument` text NOT NULL,
	`bank_version` text NOT NULL,
	`source` text NOT NULL,
	`starts` integer NOT NULL,
	`completions` integer NOT NULL,
	`leads` integer NOT NULL,
	`calls` integer NOT NULL,
	PRIMARY KEY(`day`, `instrument`, `bank_version`, `source`)
);
--> statement-breakpoint
CREATE INDEX `funnel_days_instrument` ON `funnel_days` (`instrument`,`day`);--> statement-breakpoint
CREATE TABLE `funnel_distributions` (
	`day` integer NOT NULL,
	`instrument` text NOT NULL,
	`bank_version` text NOT NULL,
	`source` text NOT NULL,
	`distribution` text NOT NULL,
	`value` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`day`, `instrument`, `bank_version`, `source`, `distribution`, `value`)
);
--> statement-breakpoint
CREATE INDEX `funnel_distributions_instrument` ON `funnel_distributions` (`instrument`,`day`);--> statement-breakpoint
CREATE TABLE `funnel_items` (
	`day` integer NOT NULL,
	`instrument` text NOT NULL,
	`bank_version` text NOT NULL,
	`source` text NOT NULL,
	`item` text NOT NULL,
	`reached` integer NOT NULL,
	`answered` integer NOT NULL,
	`times` text NOT NULL,
	PRIMARY KEY(`day`, `instrument`, `bank_version`, `source`, `item`)
);
--> statement-breakpoint
CREATE INDEX `funnel_items_instrument` ON `funnel_items` (`instrument`,`day`);--> statement-breakpoint
CREATE TABLE `funnel_stale` (
	`day` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `__new_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`lead_id` text,
	`assessment_id` integer,
	`revision` integer,
	`join_link_id` text,
	`endpoint_id` text,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`leased_until` integer,
	`lease_key` text,
	`message` text,
	`provider_id` text,
	`reason` text,
	`client_hash` text,
	`created_at` integer NOT NULL,
	`first_tried_at` integer,
	`sent_at` integer,
	`failed_at` integer,
	`delivered_at` integer,
	`bounced_at` integer,
	`complained_at` integer,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`join_link_id`) REFERENCES `join_links`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`endpoint_id`) REFERENCES `endpoints`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "deliveries_channel" CHECK("__new_deliveries"."channel" IN ('mail', 'webhook', 'slack')),
	CONSTRAINT "deliveries_endpoint_of" CHECK(("__new_deliveries"."channel" = 'mail') = ("__new_deliveries"."endpoint_id" IS NULL)),
	CONSTRAINT "deliveries_kind" CHECK("__new_deliveries"."kind" IN ('report', 'call', 'strong-lead', 'invitation', 'test', 'lead.created', 'lead.updated', 'assessment.completed')),
	CONSTRAINT "deliveries_state" CHECK("__new_deliveries"."state" IN ('pending', 'sending', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'cancelled')),
	CONSTRAINT "deliveries_times" CHECK(("__new_deliveries"."state" <> 'sending' OR "__new_deliveries"."leased_until" IS NOT NULL)
        AND ("__new_deliveries"."state" NOT IN ('sent', 'delivered', 'bounced', 'complained') OR "__new_deliveries"."sent_at" IS NOT NULL)
        AND ("__new_deliveries"."state" <> 'failed' OR ("__new_deliveries"."failed_at" IS NOT NULL AND "__new_deliveries"."reason" IS NOT NULL)))
);
--> statement-breakpoint
INSERT INTO `__new_deliveries`("id", "channel", "kind", "lead_id", "assessment_id", "revision", "join_link_id", "endpoint_id", "state", "attempts", "due_at", "leased_until", "lease_key", "message", "provider_id", "reason", "client_hash", "created_at", "first_tried_at", "sent_at", "failed_at", "delivered_at", "bounced_at", "complained_at") SELECT "id", 'mail', "kind", "lead_id", "assessment_id", "revision", NULL, NULL, "state", "attempts", "due_at", "leased_until", "lease_key", "message", "provider_id", "reason", "client_hash", "created_at", "first_tried_at", "sent_at", "failed_at", NULL, NULL, NULL FROM `deliveries`;--> statement-breakpoint
DROP TABLE `deliveries`;--> statement-breakpoint
ALTER TABLE `__new_deliveries` RENAME TO `deliveries`;--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`channel`,`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `deliveries_lease` ON `deliveries` (`channel`,`state`,`leased_until`);--> statement-breakpoint
CREATE INDEX `deliveries_state` ON `deliveries` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_provider` ON `deliveries` (`provider_id`);--> statement-breakpoint
CREATE INDEX `deliveries_endpoint` ON `deliveries` (`endpoint_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_client` ON `deliveries` (`client_hash`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_lead` ON `deliveries` (`lead_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_assessment` ON `deliveries` (`assessment_id`);--> statement-breakpoint
CREATE INDEX `deliveries_created` ON `deliveries` (`created_at`);--> statement-breakpoint
CREATE TABLE `__new_lead_events` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`assessment_id` integer,
	`kind` text NOT NULL,
	`detail` text,
	`staff_id` text,
	`from_value` text,
	`to_value` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "lead_events_kind" CHECK("__new_lead_events"."kind" IN ('report-asked', 'call-asked', 'detached', 'note', 'status-changed', 'owner-changed', 'call-answered', 'outreach-changed'))
);
--> statement-breakpoint
INSERT INTO `__new_lead_events`("id", "lead_id", "assessment_id", "kind", "detail", "staff_id", "from_value", "to_value", "at") SELECT "id", "lead_id", "assessment_id", "kind", "detail", NULL, NULL, NULL, "at" FROM `lead_events`;--> statement-breakpoint
DROP TABLE `lead_events`;--> statement-breakpoint
ALTER TABLE `__new_lead_events` RENAME TO `lead_events`;--> statement-breakpoint
CREATE INDEX `lead_events_lead` ON `lead_events` (`lead_id`,`at`);--> statement-breakpoint
CREATE INDEX `lead_events_assessment` ON `lead_events` (`assessment_id`);--> statement-breakpoint
CREATE TABLE `__new_suppressions` (
	`address_hash` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`since` integer NOT NULL,
	CONSTRAINT "suppressions_reason" CHECK("__new_suppressions"."reason" IN ('not-you', 'bounced', 'complained', 'opted-out'))
);
--> statement-breakpoint
INSERT INTO `__new_suppressions`("address_hash", "reason", "since") SELECT "address_hash", "reason", "since" FROM `suppressions`;--> statement-breakpoint
DROP TABLE `suppressions`;--> statement-breakpoint
ALTER TABLE `__new_suppressions` RENAME TO `suppressions`;