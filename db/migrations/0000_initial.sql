CREATE TABLE `answers` (
	`assessment_id` integer NOT NULL,
	`item` text NOT NULL,
	`option` text NOT NULL,
	`first_shown_at` integer NOT NULL,
	`answered_at` integer NOT NULL,
	`on_page` integer NOT NULL,
	`carried` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`assessment_id`, `item`),
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "answers_on_page" CHECK("answers"."on_page" >= 0)
);
--> statement-breakpoint
CREATE TABLE `assessments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`reference` text NOT NULL,
	`share_reference` text,
	`start_key` text,
	`instrument` text NOT NULL,
	`bank_version` text NOT NULL,
	`model_version` text NOT NULL,
	`attribution` text NOT NULL,
	`carried_from` text,
	`started_at` integer NOT NULL,
	`completed_at` integer,
	`elapsed_seconds` integer,
	`kept_until` integer NOT NULL,
	`client_hash` text,
	CONSTRAINT "assessments_instrument" CHECK("assessments"."instrument" IN ('snapshot', 'diagnostic')),
	CONSTRAINT "assessments_times" CHECK("assessments"."completed_at" IS NULL OR "assessments"."completed_at" >= "assessments"."started_at")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `assessments_reference_unique` ON `assessments` (`reference`);--> statement-breakpoint
CREATE UNIQUE INDEX `assessments_share_reference_unique` ON `assessments` (`share_reference`);--> statement-breakpoint
CREATE UNIQUE INDEX `assessments_start_key_unique` ON `assessments` (`start_key`);--> statement-breakpoint
CREATE INDEX `assessments_client_completed` ON `assessments` (`client_hash`,`completed_at`);--> statement-breakpoint
CREATE INDEX `assessments_kept_until` ON `assessments` (`kept_until`);--> statement-breakpoint
CREATE TABLE `attachments` (
	`lead_id` text NOT NULL,
	`assessment_id` integer NOT NULL,
	`attached_at` integer NOT NULL,
	PRIMARY KEY(`lead_id`, `assessment_id`),
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `attachments_assessment` ON `attachments` (`assessment_id`);--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`purpose` text NOT NULL,
	`text_version` text NOT NULL,
	`given_at` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "consents_purpose" CHECK("consents"."purpose" IN ('report', 'follow-up', 'call'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `consents_standing` ON `consents` (`lead_id`,`purpose`,`text_version`) WHERE "consents"."withdrawn_at" IS NULL;--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`lead_id` text NOT NULL,
	`assessment_id` integer NOT NULL,
	`revision` integer NOT NULL,
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
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "deliveries_kind" CHECK("deliveries"."kind" IN ('report', 'call')),
	CONSTRAINT "deliveries_state" CHECK("deliveries"."state" IN ('pending', 'sending', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'cancelled')),
	CONSTRAINT "deliveries_times" CHECK(("deliveries"."state" <> 'sending' OR "deliveries"."leased_until" IS NOT NULL)
        AND ("deliveries"."state" NOT IN ('sent', 'delivered', 'bounced', 'complained') OR "deliveries"."sent_at" IS NOT NULL)
        AND ("deliveries"."state" <> 'failed' OR ("deliveries"."failed_at" IS NOT NULL AND "deliveries"."reason" IS NOT NULL)))
);
--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `deliveries_lease` ON `deliveries` (`state`,`leased_until`);--> statement-breakpoint
CREATE INDEX `deliveries_client` ON `deliveries` (`client_hash`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_lead` ON `deliveries` (`lead_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_assessment` ON `deliveries` (`assessment_id`);--> statement-breakpoint
CREATE INDEX `deliveries_created` ON `deliveries` (`created_at`);--> statement-breakpoint
CREATE TABLE `lead_events` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`assessment_id` integer,
	`kind` text NOT NULL,
	`detail` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "lead_events_kind" CHECK("lead_events"."kind" IN ('report-asked', 'call-asked', 'detached'))
);
--> statement-breakpoint
CREATE INDEX `lead_events_lead` ON `lead_events` (`lead_id`,`at`);--> statement-breakpoint
CREATE INDEX `lead_events_assessment` ON `lead_events` (`assessment_id`);--> statement-breakpoint
CREATE TABLE `leads` (
	`id` text PRIMARY KEY NOT NULL,
	`address` text NOT NULL,
	`name` text,
	`firm` text,
	`phone` text,
	`created_at` integer NOT NULL,
	CONSTRAINT "leads_address_lower" CHECK("leads"."address" = lower("leads"."address"))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `leads_address_unique` ON `leads` (`address`);--> statement-breakpoint
CREATE TABLE `results` (
	`assessment_id` integer NOT NULL,
	`revision` integer NOT NULL,
	`sizing` text NOT NULL,
	`currency` text NOT NULL,
	`result` text NOT NULL,
	`scored_at` integer NOT NULL,
	PRIMARY KEY(`assessment_id`, `revision`),
	FOREIGN KEY (`assessment_id`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "results_revision" CHECK("results"."revision" >= 1)
);
--> statement-breakpoint
CREATE TABLE `suppressions` (
	`address_hash` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`since` integer NOT NULL,
	CONSTRAINT "suppressions_reason" CHECK("suppressions"."reason" IN ('not-you', 'bounced', 'complained'))
);
