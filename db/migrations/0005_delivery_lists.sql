CREATE INDEX `deliveries_channel` ON `deliveries` (`channel`,`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_of_kind` ON `deliveries` (`kind`,`created_at`);