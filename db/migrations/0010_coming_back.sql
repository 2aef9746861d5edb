CREATE TABLE `inquiries` (
	`id` text PRIMARY KEY NOT NULL,
	`address` text NOT NULL,
	`name` text,
	`firm` text,
	`message` text NOT NULL,
	`client_hash` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `inquiries_address` ON `inquiries` (`address`,`created_at`);--> statement-breakpoint
CREATE INDEX `inquiries_client` ON `inquiries` (`client_hash`,`created_at`);--> statement-breakpoint
CREATE INDEX `inquiries_created` ON `inquiries` (`created_at`);--> statement-breakpoint
CREATE TABLE `commitments` (
	`id` text PRIMARY KEY NOT NULL,
	`assessment_id` integer NOT NULL,
	`lead_id` text,
	`layer` text NOT NULL,
	`condition` text NOT NULL,
	`due_at` integer NOT NULL,
	`made_at` integer NOT NULL,
	`confirmed_at` integer,
	`stopped_at` integer,
	`outcome` text,
	`said_at` integer,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "commitments_layer" CHECK("commitments"."layer" IN ('visibility', 'integrity', 'flow', 'learning', 'resilience')),
	CONSTRAINT "commitments_outcome" CHECK("commitments"."outcome" IN ('met', 'partly', 'not-met')),
	CONSTRAINT "commitments_said" CHECK(("commitments"."outcome" IS NULL) = ("commitments"."said_at" IS NULL)),
	CONSTRAINT "commitments_confirmed" CHECK("commitments"."confirmed_at" IS NULL OR "commitments"."lead_id" IS NOT NULL)
);
--> statement-breakpoint
CREATE INDEX `commitments_assessment` ON `commitments` (`assessment_id`);--> statement-breakpoint
CREATE INDEX `commitments_lead` ON `commitments` (`lead_id`);--> statement-breakpoint
CREATE TABLE `founder_sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `founder_sessions_lead` ON `founder_sessions` (`lead_id`);--> statement-breakpoint
CREATE INDEX `founder_sessions_expires` ON `founder_sessions` (`expires_at`);--> statement-breakpoint
CREATE INDEX `founder_sessions_seen` ON `founder_sessions` (`last_seen_at`);--> statement-breakpoint
CREATE TABLE `retakes` (
	`assessment_id` integer PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`commitment_id` text,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`commitment_id`) REFERENCES `commitments`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `retakes_lead` ON `retakes` (`lead_id`);--> statement-breakpoint
CREATE INDEX `retakes_commitment` ON `retakes` (`commitment_id`);--> statement-breakpoint
CREATE TABLE `seat_answers` (
	`seat_id` integer NOT NULL,
	`item` text NOT NULL,
	`option` text NOT NULL,
	`answered_at` integer NOT NULL,
	PRIMARY KEY(`seat_id`, `item`),
	FOREIGN KEY (`seat_id`) REFERENCES `seats`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `seat_invites` (
	`assessment_id` integer PRIMARY KEY NOT NULL,
	`reference` text NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `seat_invites_reference_unique` ON `seat_invites` (`reference`);--> statement-breakpoint
CREATE TABLE `seats` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`reference` text NOT NULL,
	`beside_id` integer NOT NULL,
	`number` integer NOT NULL,
	`scope` text NOT NULL,
	`assessment_id` integer,
	`start_key` text,
	`taken_at` integer NOT NULL,
	`done_at` integer,
	FOREIGN KEY (`beside_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "seats_number" CHECK("seats"."number" BETWEEN 2 AND 8),
	CONSTRAINT "seats_scope" CHECK("seats"."scope" IN ('define', 'whole'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `seats_reference_unique` ON `seats` (`reference`);--> statement-breakpoint
CREATE UNIQUE INDEX `seats_assessment_id_unique` ON `seats` (`assessment_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `seats_start_key_unique` ON `seats` (`start_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `seats_number_once` ON `seats` (`beside_id`,`number`);--> statement-breakpoint
CREATE TABLE `sign_in_links` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text,
	`address_hash` text NOT NULL,
	`client_hash` text,
	`token_hash` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sign_in_links_token_hash_unique` ON `sign_in_links` (`token_hash`);--> statement-breakpoint
CREATE INDEX `sign_in_links_address` ON `sign_in_links` (`address_hash`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_in_links_client` ON `sign_in_links` (`client_hash`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_in_links_lead` ON `sign_in_links` (`lead_id`);--> statement-breakpoint
CREATE INDEX `sign_in_links_expires` ON `sign_in_links` (`expires_at`);--> statement-breakpoint
CREATE TABLE `__new_consents` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`purpose` text NOT NULL,
	`text_version` text NOT NULL,
	`given_at` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "consents_purpose" CHECK("__new_consents"."purpose" IN ('report', 'follow-up', 'call', 'reminder'))
);
--> statement-breakpoint
INSERT INTO `__new_consents`("id", "lead_id", "purpose", "text_version", "given_at", "withdrawn_at") SELECT "id", "lead_id", "purpose", "text_version", "given_at", "withdrawn_at" FROM `consents`;--> statement-breakpoint
DROP TABLE `consents`;--> statement-breakpoint
ALTER TABLE `__new_consents` RENAME TO `consents`;--> statement-breakpoint
CREATE UNIQUE INDEX `consents_standing` ON `consents` (`lead_id`,`purpose`,`text_version`) WHERE "consents"."withdrawn_at" IS NULL;--> statement-breakpoint
CREATE INDEX `consents_lead` ON `consents` (`lead_id`);--> statement-breakpoint
CREATE TABLE `__new_lead_events` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`assessment_id` integer,
	`kind` text NOT NULL,
	`detail` text,
	`staff_id` text,
	`staff_name` text,
	`from_value` text,
	`to_value` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "lead_events_kind" CHECK("__new_lead_events"."kind" IN ('report-asked', 'call-asked', 'detached', 'signed-in', 'retook', 'commitment-made', 'consent-withdrawn', 'note', 'status-changed', 'owner-changed', 'call-answered', 'outreach-changed'))
);
--> statement-breakpoint
INSERT INTO `__new_lead_events`("id", "lead_id", "assessment_id", "kind", "detail", "staff_id", "staff_name", "from_value", "to_value", "at") SELECT "id", "lead_id", "assessment_id", "kind", "detail", "staff_id", "staff_name", "from_value", "to_value", "at" FROM `lead_events`;--> statement-breakpoint
DROP TABLE `lead_events`;--> statement-breakpoint
ALTER TABLE `__new_lead_events` RENAME TO `lead_events`;--> statement-breakpoint
CREATE INDEX `lead_events_lead` ON `lead_events` (`lead_id`,`at`);--> statement-breakpoint
CREATE TRIGGER funnel_stale_call AFTER INSERT ON lead_events WHEN new.kind = 'call-asked' BEGIN
  INSERT OR IGNORE INTO funnel_stale (day)
    SELECT started_at / 86400000 FROM assessments WHERE id = new.assessment_id;
END;--> statement-breakpoint
CREATE INDEX `lead_events_assessment` ON `lead_events` (`assessment_id`);--> statement-breakpoint
CREATE INDEX `lead_events_staff` ON `lead_events` (`staff_id`) WHERE "lead_events"."staff_id" IS NOT NULL;--> statement-breakpoint
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
	FOREIGN KEY (`endpoint_id`) REFERENCES `endpoints`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "deliveries_channel" CHECK("__new_deliveries"."channel" IN ('mail', 'webhook', 'slack')),
	CONSTRAINT "deliveries_endpoint_of" CHECK(("__new_deliveries"."channel" = 'mail') = ("__new_deliveries"."endpoint_id" IS NULL)),
	CONSTRAINT "deliveries_kind" CHECK("__new_deliveries"."kind" IN ('report', 'call', 'strong-lead', 'inquiry', 'test', 'invitation', 'sign-in', 'finish-later', 'confirm-reminder', 'reminder', 'erase', 'lead.created', 'lead.updated', 'assessment.completed')),
	CONSTRAINT "deliveries_state" CHECK("__new_deliveries"."state" IN ('pending', 'sending', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'cancelled')),
	CONSTRAINT "deliveries_times" CHECK(("__new_deliveries"."state" <> 'sending' OR "__new_deliveries"."leased_until" IS NOT NULL)
        AND ("__new_deliveries"."state" NOT IN ('sent', 'delivered', 'bounced', 'complained') OR "__new_deliveries"."sent_at" IS NOT NULL)
        AND ("__new_deliveries"."state" <> 'failed' OR ("__new_deliveries"."failed_at" IS NOT NULL AND "__new_deliveries"."reason" IS NOT NULL)))
);
--> statement-breakpoint
INSERT INTO `__new_deliveries`("id", "channel", "kind", "lead_id", "assessment_id", "revision", "join_link_id", "sign_in_link_id", "inquiry_id", "commitment_id", "endpoint_id", "recipient", "state", "attempts", "due_at", "leased_until", "lease_key", "message", "provider_id", "reason", "client_hash", "created_at", "first_tried_at", "sent_at", "failed_at", "delivered_at", "bounced_at", "complained_at") SELECT "id", "channel", "kind", "lead_id", "assessment_id", "revision", "join_link_id", NULL, NULL, NULL, "endpoint_id", "recipient", "state", "attempts", "due_at", "leased_until", "lease_key", "message", "provider_id", "reason", "client_hash", "created_at", "first_tried_at", "sent_at", "failed_at", "delivered_at", "bounced_at", "complained_at" FROM `deliveries`;--> statement-breakpoint
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
CREATE INDEX `deliveries_inquiry` ON `deliveries` (`inquiry_id`) WHERE "deliveries"."inquiry_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_recipient` ON `deliveries` (`recipient`,`created_at`) WHERE "deliveries"."recipient" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_created` ON `deliveries` (`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_channel` ON `deliveries` (`channel`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_channel_state` ON `deliveries` (`channel`,`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_of_kind` ON `deliveries` (`kind`,`created_at`);--> statement-breakpoint
ALTER TABLE `attachments` ADD `claimed_at` integer;