CREATE TABLE `funnel_claims` (
	`day` integer PRIMARY KEY NOT NULL,
	`token` text NOT NULL
);
--> statement-breakpoint
DROP INDEX `funnel_days_instrument`;--> statement-breakpoint
ALTER TABLE `funnel_days` ADD `as_of` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `funnel_days_source` ON `funnel_days` (`instrument`,`source`,`day`);--> statement-breakpoint
DROP INDEX `funnel_distributions_instrument`;--> statement-breakpoint
CREATE INDEX `funnel_distributions_source` ON `funnel_distributions` (`instrument`,`source`,`day`);--> statement-breakpoint
DROP INDEX `funnel_items_instrument`;--> statement-breakpoint
CREATE INDEX `funnel_items_source` ON `funnel_items` (`instrument`,`source`,`day`);--> statement-breakpoint
CREATE INDEX `assessments_started` ON `assessments` (`started_at`);
--> statement-breakpoint
INSERT OR IGNORE INTO funnel_stale (day) SELECT DISTINCT started_at / 86400000 FROM assessments;
