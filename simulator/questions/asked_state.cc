#include "simulator/questions/asked_state.h"

#include "simulator/runner/engine_transport.h"
#include "simulator/runner/server_transport.h"
#include "simulator/scenario/source.h"
#include "simulator/seed/seed_server.h"

namespace simulator {

using policy_engine::Error;
using policy_engine::Json;
using policy_engine::Result;

namespace {

constexpr size_t kFileBytesMax = 256u << 20;

// A server of our own that only answers questions.
class OwnState : public AskedState {
 public:
  ApiClient& client() override { return client_; }

  Result<void> AddFile(const std::string& path) {
    ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kFileBytesMax));
    const auto json = policy_engine::ParseJson(text);
    if (json.ok() && json->is_object() && IsDetails(*json)) return Import(*json, path);
    const auto seeded = SeedServer(path, &service_);
    if (seeded.ok()) return {};
    std::string message;
    for (const SourceIssue& issue : seeded.error()) {
      message += (message.empty() ? "" : "\n") + issue.ToString();
    }
    return Error{message};
  }

  Result<void> Import(const Json& details, const std::string& source) {
    const auto report = client_.ControlJson("import", details);
    if (!report.ok()) return Error{source + ": " + report.error().message};
    const Json* notes = report->Find("notes");
    if (notes == nullptr || notes->items().empty()) return {};
    // What isn't taken could make an answer wrong.
    const Json& note = notes->items().front();
    return Error{source + ": " + note.Find("at")->AsString() + ": " +
                 note.Find("message")->AsString()};
  }

 private:
  static bool IsDetails(const Json& json) {
    return json.Find("UserDetailList") != nullptr || json.Find("RoleDetailList") != nullptr;
  }

  mockaws::SystemClock host_clock_;
  mockaws::SimulatedClock clock_{&host_clock_};
  mockaws::RandomIdSource ids_;
  mockaws::Service service_{mockaws::Settings{},
                            mockaws::Environment{&clock_, &host_clock_, &ids_}};
  EngineTransport transport_{&service_};
  ApiClient client_{&transport_, &host_clock_};
};

class RemoteState : public AskedState {
 public:
  explicit RemoteState(std::unique_ptr<Transport> transport) : transport_(std::move(transport)) {}
  ApiClient& client() override { return client_; }

 private:
  mockaws::SystemClock clock_;
  std::unique_ptr<Transport> transport_;
  ApiClient client_{transport_.get(), &clock_};
};

}  // namespace

Result<std::unique_ptr<AskedState>> StateOfFiles(const std::vector<std::string>& paths) {
  auto state = std::make_unique<OwnState>();
  for (const std::string& path : paths) RETURN_IF_ERROR(state->AddFile(path));
  return std::unique_ptr<AskedState>(std::move(state));
}

Result<std::unique_ptr<AskedState>> StateOfPolicy(const std::string& document,
                                                  const std::string& source) {
  const auto policy = policy_engine::ParseJson(document);
  if (!policy.ok()) {
    const auto& error = policy.error();
    return Error{source + ":" + std::to_string(error.position.line) + ":" +
                 std::to_string(error.position.column) + ": " + error.message};
  }
  auto details = policy_engine::ParseJson(
      R"({"UserDetailList":[{"Path":"/","UserName":"principal","UserId":"AIDAEXAMPLEEXAMPLE123",)"
      R"("Arn":"arn:aws:iam::111122223333:user/principal","CreateDate":"2026-01-01T00:00:00+00:00",)"
      R"("UserPolicyList":[{"PolicyName":"policy"}],"GroupList":[],"AttachedManagedPolicies":[],)"
      R"("Tags":[]}],"GroupDetailList":[],"RoleDetailList":[],"Policies":[]})");
  CHECK(details.ok(), "the frame of an import is no JSON");
  Json& user = details->Find("UserDetailList")->items().front();
  user.Find("UserPolicyList")->items().front().Set("PolicyDocument", *policy);
  auto state = std::make_unique<OwnState>();
  RETURN_IF_ERROR(state->Import(*details, source));
  return std::unique_ptr<AskedState>(std::move(state));
}

Result<std::unique_ptr<AskedState>> StateOfServer(const std::string& url) {
  ASSIGN_OR_RETURN(auto transport, TransportTo(url));
  return std::unique_ptr<AskedState>(std::make_unique<RemoteState>(std::move(transport)));
}

}  // namespace simulator
