-- Run after the migrations, by the owner, each time. The app's role may read and write records, but history and what is appended for ever it may only
-- read and add to, so that no bug can edit it. The role's name comes in the setting ledger.app_role.
DO $$
DECLARE
  app text := current_setting('ledger.app_role');
  appended text;
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', app);
  EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %I', app);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', app);
  FOREACH appended IN ARRAY ARRAY['audit_event', 'audit_concern', 'due_change', 'hold', 'ladder_rung', 'note', 'review', 'custody_event', 'evidence_note', 'stored_file',
                                   'file_digest', 'fixity_check', 'spill_ruling'] LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM %I', appended, app);
  END LOOP;
  -- Records are withdrawn, never deleted: their history must keep its subject.
  FOREACH appended IN ARRAY ARRAY['inquiry', 'app_user', 'question', 'claim', 'office', 'letter', 'request', 'correspondence', 'evidence_item', 'production',
                                   'withheld_item', 'file_opening', 'job'] LOOP
    EXECUTE format('REVOKE DELETE, TRUNCATE ON %I FROM %I', appended, app);
  END LOOP;
  -- Who opened what, and when that began, stays; what of it went out is added. A prepared bag is what its manifests say that it is.
  EXECUTE format('REVOKE UPDATE ON file_opening, bag_segment FROM %I', app);
  EXECUTE format('GRANT UPDATE (last_at, ranges) ON file_opening TO %I', app);
  -- Where everything is follows from the chains, by triggers; the app only reads it.
  EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON custody_standing FROM %I', app);
  -- What has been migrated, the app may look at (it asks whether it is current) and nothing else.
  EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON _prisma_migrations FROM %I', app);
END
$$;
