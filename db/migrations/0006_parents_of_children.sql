CREATE INDEX `consents_lead` ON `consents` (`lead_id`);--> statement-breakpoint
CREATE INDEX `lead_events_staff` ON `lead_events` (`staff_id`) WHERE "lead_events"."staff_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `leads_created` ON `leads` (`created_at`);--> statement-breakpoint
CREATE INDEX `deliveries_join_link` ON `deliveries` (`join_link_id`) WHERE "deliveries"."join_link_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `staff_events_staff` ON `staff_events` (`staff_id`);