CREATE TABLE `check_ins` (
	`id` text PRIMARY KEY NOT NULL,
	`plan_id` text NOT NULL,
	`due_at` integer NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `fix_plans`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `check_ins_once` ON `check_ins` (`plan_id`,`due_at`);--> statement-breakpoint
CREATE TABLE `fix_plans` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`assessment_id` integer NOT NULL,
	`revision` integer NOT NULL,
	`asked_at` integer NOT NULL,
	`confirmed_at` integer,
	`text_version` text,
	`stopped_at` integer,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "fix_plans_confirmed" CHECK(("fix_plans"."confirmed_at" IS NULL) = ("fix_plans"."text_version" IS NULL))
);
--> statement-breakpoint
CREATE INDEX `fix_plans_lead` ON `fix_plans` (`lead_id`);--> statement-breakpoint
CREATE INDEX `fix_plans_assessment` ON `fix_plans` (`assessment_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `fix_plans_standing` ON `fix_plans` (`lead_id`) WHERE "fix_plans"."confirmed_at" IS NOT NULL AND "fix_plans"."stopped_at" IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `fix_plans_waiting` ON `fix_plans` (`lead_id`,`assessment_id`) WHERE "fix_plans"."confirmed_at" IS NULL AND "fix_plans"."stopped_at" IS NULL;--> statement-breakpoint
CREATE TABLE `picked_fixes` (
	`id` text PRIMARY KEY NOT NULL,
	`plan_id` text NOT NULL,
	`item` text NOT NULL,
	`due_at` integer NOT NULL,
	`done_at` integer,
	FOREIGN KEY (`plan_id`) REFERENCES `fix_plans`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `picked_fixes_once` ON `picked_fixes` (`plan_id`,`item`);--> statement-breakpoint
CREATE TABLE `__new_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`lead_id` text,
	`assessment_id` integer,
	`revision` integer,
	`join_link_id` text,
	`sign_in_link_id` text,
	`inquiry_id` text,
	`commitment_id` text,
	`check_in_id` text,
	`erased_lead_id` text,
	`endpoint_id` text,
	`recipient` text,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`leased_until` integer,
	`lease_key` text,
	`message` text,
	`provider_id` text,
	`reason` text,
	`mailbox_hash` text,
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
	FOREIGN KEY (`sign_in_link_id`) REFERENCES `sign_in_links`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`inquiry_id`) REFERENCES `inquiries`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`check_in_id`) REFERENCES `check_ins`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`endpoint_id`) REFERENCES `endpoints`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "deliveries_channel" CHECK("__new_deliveries"."channel" IN ('mail', 'webhook', 'slack')),
	CONSTRAINT "deliveries_endpoint_of" CHECK(("__new_deliveries"."channel" = 'mail') = ("__new_deliveries"."endpoint_id" IS NULL)),
	CONSTRAINT "deliveries_kind" CHECK("__new_deliveries"."kind" IN ('report', 'call', 'strong-lead', 'inquiry', 'test', 'invitation', 'sign-in', 'finish-later', 'confirm-reminder', 'reminder', 'confirm-again', 'ask-again', 'confirm-check-ins', 'check-in', 'erase', 'was-this-you', 'colleague-answered', 'lead.created', 'lead.updated', 'lead.asked', 'lead.erased', 'assessment.completed')),
	CONSTRAINT "deliveries_state" CHECK("__new_deliveries"."state" IN ('pending', 'sending', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'cancelled')),
	CONSTRAINT "deliveries_times" CHECK(("__new_deliveries"."state" <> 'sending' OR "__new_deliveries"."leased_until" IS NOT NULL)
        AND ("__new_deliveries"."state" NOT IN ('sent', 'delivered', 'bounced', 'complained') OR "__new_deliveries"."sent_at" IS NOT NULL)
        AND ("__new_deliveries"."state" <> 'failed' OR ("__new_deliveries"."failed_at" IS NOT NULL AND "__new_deliveries"."reason" IS NOT NULL)))
);
--> statement-breakpoint
INSERT INTO `__new_deliveries`("id", "channel", "kind", "lead_id", "assessment_id", "revision", "join_link_id", "sign_in_link_id", "inquiry_id", "commitment_id", "erased_lead_id", "endpoint_id", "recipient", "state", "attempts", "due_at", "leased_until", "lease_key", "message", "provider_id", "reason", "mailbox_hash", "client_hash", "created_at", "first_tried_at", "sent_at", "failed_at", "delivered_at", "bounced_at", "complained_at") SELECT "id", "channel", "kind", "lead_id", "assessment_id", "revision", "join_link_id", "sign_in_link_id", "inquiry_id", "commitment_id", "erased_lead_id", "endpoint_id", "recipient", "state", "attempts", "due_at", "leased_until", "lease_key", "message", "provider_id", "reason", "mailbox_hash", "client_hash", "created_at", "first_tried_at", "sent_at", "failed_at", "delivered_at", "bounced_at", "complained_at" FROM `deliveries`;--> statement-breakpoint
CREATE TABLE `kept_delivery_tries` AS SELECT * FROM `delivery_tries`;--> statement-breakpoint
DROP TABLE `deliveries`;--> statement-breakpoint
ALTER TABLE `__new_deliveries` RENAME TO `deliveries`;--> statement-breakpoint
DELETE FROM `delivery_tries`;--> statement-breakpoint
INSERT INTO `delivery_tries` SELECT * FROM `kept_delivery_tries`;--> statement-breakpoint
DROP TABLE `kept_delivery_tries`;--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`channel`,`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `deliveries_lease` ON `deliveries` (`channel`,`state`,`leased_until`);--> statement-breakpoint
CREATE INDEX `deliveries_state` ON `deliveries` (`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_provider` ON `deliveries` (`provider_id`);--> statement-breakpoint
CREATE INDEX `deliveries_endpoint` ON `deliveries` (`endpoint_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_client` ON `deliveries` (`client_hash`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_lead` ON `deliveries` (`lead_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_assessment` ON `deliveries` (`assessment_id`);--> statement-breakpoint
CREATE INDEX `deliveries_join_link` ON `deliveries` (`join_link_id`) WHERE "deliveries"."join_link_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_sign_in_link` ON `deliveries` (`sign_in_link_id`) WHERE "deliveries"."sign_in_link_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_commitment` ON `deliveries` (`commitment_id`) WHERE "deliveries"."commitment_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_check_in` ON `deliveries` (`check_in_id`) WHERE "deliveries"."check_in_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_inquiry` ON `deliveries` (`inquiry_id`) WHERE "deliveries"."inquiry_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_recipient` ON `deliveries` (`recipient`,`created_at`) WHERE "deliveries"."recipient" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_mailbox` ON `deliveries` (`mailbox_hash`,`created_at`) WHERE "deliveries"."mailbox_hash" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_created` ON `deliveries` (`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_channel` ON `deliveries` (`channel`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_channel_state` ON `deliveries` (`channel`,`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_of_kind` ON `deliveries` (`kind`,`created_at`);