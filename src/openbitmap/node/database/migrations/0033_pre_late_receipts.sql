-- A reader that was set back to a backup may have signed a receipt before, which is still under way: what waits for it
-- then needs a receipt from after the day it stated.
ALTER TABLE envelope_out ADD COLUMN receipted_from timestamptz;  -- by the reader's clock; NULL: any receipt counts
