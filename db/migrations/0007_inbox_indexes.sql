DROP INDEX `lead_standings_rank`;--> statement-breakpoint
DROP INDEX `lead_standings_last_signal`;--> statement-breakpoint
CREATE INDEX `lead_standings_by_rank` ON `lead_standings` (`rank`,`lead_id`,`grade`,`status`,`outreach`,`dominant`,`verdict`,`owner_id`,`source`,`last_signal_at`);--> statement-breakpoint
CREATE INDEX `lead_standings_by_signal` ON `lead_standings` (`last_signal_at`,`lead_id`,`grade`,`status`,`outreach`,`dominant`,`verdict`,`owner_id`,`source`);--> statement-breakpoint
CREATE INDEX `lead_standings_by_need` ON `lead_standings` (`need`,`lead_id`,`grade`,`status`,`outreach`,`dominant`,`verdict`,`owner_id`,`source`,`last_signal_at`);--> statement-breakpoint
CREATE INDEX `lead_standings_by_fit` ON `lead_standings` (`fit`,`lead_id`,`grade`,`status`,`outreach`,`dominant`,`verdict`,`owner_id`,`source`,`last_signal_at`);--> statement-breakpoint
CREATE INDEX `lead_standings_by_intent` ON `lead_standings` (`intent`,`lead_id`,`grade`,`status`,`outreach`,`dominant`,`verdict`,`owner_id`,`source`,`last_signal_at`);--> statement-breakpoint
CREATE INDEX `lead_standings_source` ON `lead_standings` (`source`);