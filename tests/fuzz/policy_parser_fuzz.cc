// Any bytes as a policy of any type: parsed or refused with issues, never more; what is parsed can
// be rendered, and the rendering parses to the same.
#include <utility>

#include "policy_engine/policy.h"
#include "tests/fuzz/fuzz.h"

namespace {

using policy_engine::ParseOptions;
using policy_engine::PolicyType;
using policy_engine::Strictness;

void CheckError(const policy_engine::PolicyError& error) {
  CHECK(!error.issues.empty(), "an error without issues");
  for (const auto& issue : error.issues) CHECK(!issue.message.empty(), "an issue without words");
}

void CheckRendering(const policy_engine::PolicyDocument& document, PolicyType type) {
  const std::string rendered = policy_engine::RenderPolicy(document, type);
  ParseOptions lenient;
  lenient.strictness = Strictness::kLenient;
  const auto again = policy_engine::ParsePolicy(rendered, type, lenient);
  CHECK(again.ok(), "the rendered policy doesn't parse");
  CHECK(policy_engine::RenderPolicy(*again, type) == rendered, "rendering changes a policy");
}

}  // namespace

// The first byte chooses type and strictness, the rest is the document.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto type = static_cast<PolicyType>(data[0] % 9);
  ParseOptions options;
  options.strictness = static_cast<Strictness>(data[0] / 9 % 4);
  const std::string_view text = fuzz::TextOf(data + 1, size - 1);
  const auto parsed = policy_engine::ParsePolicy(text, type, options);
  if (!parsed.ok()) {
    CheckError(parsed.error());
    CHECK(!parsed.error().ToText().empty(), "an error without text");
  } else {
    policy_engine::ContextKeysOf(*parsed);
    if (options.strictness != Strictness::kKeysOnly) CheckRendering(*parsed, type);
  }
  const auto compiled = policy_engine::CompilePolicy(text, type, options);
  if (!compiled.ok()) CheckError(compiled.error());
  return 0;
}
