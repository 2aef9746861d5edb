ALTER TABLE `lead_events` ADD `staff_name` text;--> statement-breakpoint
ALTER TABLE `staff_events` ADD `staff_name` text;