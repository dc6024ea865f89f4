// One match, in three steps.
#include "matcher_steps.h"

namespace openbitmap::matcher::MATCHER_SET {

void match(const Index& probe, const Prepared& candidate, Workspace& work, Result& result) {
  result = Result{.score = kNoPairing, .evidence = {}, .pairs = 0, .probe = {}, .candidate = {}};
  if (!associate(probe, candidate, work)) return;
  spread(candidate, work.candidate);
  Pairing& pairing = pair_up(probe.print, work.candidate, work);
  if (pairing.count >= 2) weigh(probe.print, work.candidate, pairing, work, result);
}

}  // namespace openbitmap::matcher::MATCHER_SET
