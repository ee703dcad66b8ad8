-- Takes the turn to write into the log, until commit, and answers where it ends (no row while it is empty): one question instead of two, on every
-- act. A volatile function sees with each statement what was committed before it; a single statement would see what was there before it waited.
-- The number is that of the lock, which nothing else in this database takes.
CREATE FUNCTION audit_turn() RETURNS TABLE (seq bigint, hash text) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7310911);
  RETURN QUERY SELECT e.seq, e.hash FROM audit_event e ORDER BY e.seq DESC LIMIT 1;
END
$$;
