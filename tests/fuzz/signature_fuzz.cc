// Lines: method, target, Authorization, X-Amz-Date, X-Amz-Security-Token, then the body. Nothing
// but the right signature may pass, and a signed request must pass whatever it holds.
#include "mockaws/sigv4/signer.h"
#include "mockaws/sigv4/verifier.h"
#include "mockaws/wire/query.h"
#include "tests/fuzz/fuzz.h"

namespace {

// 2026-03-02T09:00:00Z.
const policy_engine::Instant kNow{std::chrono::milliseconds(1'772'442'000'000)};

class OneKey : public mockaws::CredentialLookup {
 public:
  mockaws::ApiResult<std::string_view> FindSecret(std::string_view,
                                                  std::optional<std::string_view>) override {
    return std::string_view("a secret that no input knows");
  }
};

void CheckSigned(mockaws::HttpRequest request, OneKey& key) {
  if (!mockaws::DecodeForm(request.query()).ok() ||
      request.query().find("X-Amz-") != std::string_view::npos ||
      request.query().find('%') != std::string_view::npos) {
    return;
  }
  request.headers = {{"Host", "h"}};
  mockaws::SignRequest(&request, {"AKIAIOSFODNN7EXAMPLE", "a secret that no input knows", ""},
                       {"us-east-1", "sts"}, kNow);
  CHECK(mockaws::VerifySignature(request, "sts", key, kNow).ok(), "a good signature is refused");
  request.body += "x";
  CHECK(!mockaws::VerifySignature(request, "sts", key, kNow).ok(), "another body passes");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::vector<std::string> lines = fuzz::Lines(fuzz::TextOf(data, size));
  lines.resize(std::max<size_t>(lines.size(), 6));
  mockaws::HttpRequest request;
  request.method = lines[0];
  request.target = "/" + lines[1];
  request.headers = {{"Host", "h"}};
  if (!lines[2].empty()) request.headers.push_back({"Authorization", lines[2]});
  if (!lines[3].empty()) request.headers.push_back({"X-Amz-Date", lines[3]});
  if (!lines[4].empty()) request.headers.push_back({"X-Amz-Security-Token", lines[4]});
  request.body = lines[5];
  OneKey key;
  const auto verified = mockaws::VerifySignature(request, "sts", key, kNow);
  CHECK(!verified.ok(), "a signature that nobody made passes");
  CHECK(!verified.error().code.empty(), "a refusal without a code");
  CheckSigned(request, key);
  return 0;
}
