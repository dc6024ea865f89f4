// The choice of instruction set, and a thread's working memory.
#include "matcher_steps.h"

namespace openbitmap::matcher {

#ifdef MATCHER_HAS_FAST
namespace fast {
void match(const Index& probe, const Prepared& candidate, Workspace& work, Result& result);
}
bool has_fast_vectors() { return __builtin_cpu_supports("avx2"); }
#else
namespace fast = portable;
bool has_fast_vectors() { return false; }
#endif

Scratch::Scratch() : workspace_(std::make_unique<Workspace>()) {}
Scratch::~Scratch() = default;

void match(const Index& probe, const Prepared& candidate, Scratch& scratch, Result& result, Vectors vectors) {
  static const bool usable = has_fast_vectors();
  if (usable && vectors == Vectors::kFastest)
    fast::match(probe, candidate, scratch.workspace(), result);
  else
    portable::match(probe, candidate, scratch.workspace(), result);
}

}  // namespace openbitmap::matcher
