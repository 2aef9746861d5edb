CREATE VIRTUAL TABLE lead_search USING fts5(name, firm, address, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
--> statement-breakpoint
INSERT INTO lead_search(lead_search, rank) VALUES ('secure-delete', 1);
--> statement-breakpoint
INSERT INTO lead_search_ids (lead_id) SELECT id FROM leads;
--> statement-breakpoint
INSERT INTO lead_search (rowid, name, firm, address)
  SELECT lead_search_ids.id, name, firm, address FROM leads JOIN lead_search_ids ON lead_id = leads.id;
--> statement-breakpoint
CREATE TRIGGER lead_search_insert AFTER INSERT ON leads BEGIN
  INSERT INTO lead_search_ids (lead_id) VALUES (new.id);
  INSERT INTO lead_search (rowid, name, firm, address)
    SELECT id, new.name, new.firm, new.address FROM lead_search_ids WHERE lead_id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER lead_search_update AFTER UPDATE OF name, firm, address ON leads
WHEN old.name IS NOT new.name OR old.firm IS NOT new.firm OR old.address IS NOT new.address BEGIN
  UPDATE lead_search SET name = new.name, firm = new.firm, address = new.address
    WHERE rowid = (SELECT id FROM lead_search_ids WHERE lead_id = new.id);
END;
--> statement-breakpoint
CREATE TRIGGER lead_search_delete BEFORE DELETE ON leads BEGIN
  DELETE FROM lead_search WHERE rowid = (SELECT id FROM lead_search_ids WHERE lead_id = old.id);
END;
--> statement-breakpoint
CREATE TRIGGER funnel_stale_start AFTER INSERT ON assessments BEGIN
  INSERT OR IGNORE INTO funnel_stale (day) VALUES (new.started_at / 86400000);
END;
--> statement-breakpoint
CREATE TRIGGER funnel_stale_completion AFTER UPDATE OF completed_at ON assessments BEGIN
  INSERT OR IGNORE INTO funnel_stale (day) VALUES (new.started_at / 86400000);
END;
--> statement-breakpoint
CREATE TRIGGER funnel_stale_answer AFTER INSERT ON answers BEGIN
  INSERT OR IGNORE INTO funnel_stale (day)
    SELECT started_at / 86400000 FROM assessments WHERE id = new.assessment_id;
END;
--> statement-breakpoint
CREATE TRIGGER funnel_stale_lead AFTER INSERT ON attachments BEGIN
  INSERT OR IGNORE INTO funnel_stale (day)
    SELECT started_at / 86400000 FROM assessments WHERE id = new.assessment_id;
END;
--> statement-breakpoint
CREATE TRIGGER funnel_stale_call AFTER INSERT ON lead_events WHEN new.kind = 'call-asked' BEGIN
  INSERT OR IGNORE INTO funnel_stale (day)
    SELECT started_at / 86400000 FROM assessments WHERE id = new.assessment_id;
END;
