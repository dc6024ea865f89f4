// Prepared prints of one finger position in memory, and the exact scan of all of them.
#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "matcher.h"

namespace openbitmap::matcher {

std::uint8_t Gallery::add(std::int64_t row, std::span<const std::uint8_t> bytes) {
  Prepared prepared = prepare(bytes);
  const std::uint8_t findings = prepared.findings;
  const std::unique_lock lock(mutex_);
  rows_.push_back(row);
  prints_.push_back(std::move(prepared));
  return findings;
}

std::size_t Gallery::remove(std::int64_t row) {
  const std::unique_lock lock(mutex_);
  const std::size_t before = rows_.size();
  for (std::size_t k = 0; k < rows_.size();) {
    if (rows_[k] != row) {
      k++;
      continue;
    }
    rows_[k] = rows_.back();
    std::swap(prints_[k], prints_.back());
    rows_.pop_back();
    prints_.pop_back();
  }
  return before - rows_.size();
}

std::size_t Gallery::size() const {
  const std::shared_lock lock(mutex_);
  return rows_.size();
}

std::size_t Gallery::bytes() const {
  const std::shared_lock lock(mutex_);
  std::size_t sum = rows_.capacity() * sizeof(std::int64_t) + (prints_.capacity() - prints_.size()) * sizeof(Prepared);
  for (const Prepared& print : prints_) sum += print.bytes();
  return sum;
}

void Gallery::scan(const Index& probe, int threads, std::vector<std::int64_t>& rows, std::vector<float>& scores) const {
  constexpr std::size_t portion = 64;  // prints a thread takes at a time: a few ms, so that all end together
  const std::shared_lock lock(mutex_);
  rows = rows_;
  scores.resize(prints_.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&](Scratch& scratch) {
    Result result;
    for (std::size_t from; (from = next.fetch_add(portion)) < prints_.size();)
      for (std::size_t k = from; k < std::min(from + portion, prints_.size()); k++) {
        match(probe, prints_[k], scratch, result);
        scores[k] = result.score;
      }
  };
  const std::size_t useful = std::clamp<std::size_t>(prints_.size() / portion, 1, std::max(threads, 1));
  // All memory before the first thread: a failed allocation inside one would end the process, here it is an exception.
  std::vector<Scratch> scratches(useful);
  std::vector<std::jthread> others;
  for (std::size_t k = 1; k < useful; k++) others.emplace_back([&work, &scratch = scratches[k]] { work(scratch); });
  work(scratches[0]);
}

}  // namespace openbitmap::matcher
