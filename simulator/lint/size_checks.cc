// Documents that are too large.

#include "simulator/lint/checks.h"
#include "simulator/lint/statements.h"

namespace simulator {
namespace {

// Of inline policies of a role, all together; the largest that an identity-based policy can be.
constexpr size_t kIdentityCharactersMax = 10'240;

}  // namespace

void CheckTooLarge(const LintSubject& subject, LintNotes* notes) {
  policy_engine::PolicySizeLimit limit = policy_engine::SizeLimitOf(subject.type);
  if (IsIdentityPolicy(subject.type)) limit = {kIdentityCharactersMax, false};
  const size_t size = limit.counts_whitespace
                          ? subject.text.size()
                          : policy_engine::PolicySizeWithoutWhitespace(subject.text);
  const bool unjudged = subject.text.size() > kJudgedBytesMax;
  if ((limit.characters_max == 0 || size <= limit.characters_max) && !unjudged) return;
  std::string message = "the document has " + std::to_string(size) + " characters";
  if (limit.characters_max != 0 && size > limit.characters_max) {
    message += "; AWS takes " + std::to_string(limit.characters_max) + " at most";
  }
  if (unjudged) message += "; of this many only the grammar is judged";
  notes->Add({}, std::move(message));
}

}  // namespace simulator
