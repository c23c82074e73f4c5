#include "mockaws/observe/cloud_trail.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "mockaws/operation/arn.h"

namespace mockaws {
namespace {

using policy_engine::Json;

constexpr std::string_view kHidden = "HIDDEN_DUE_TO_SECURITY_REASONS";
// Secrets that the model doesn't mark as sensitive.
constexpr std::array<std::string_view, 11> kSecretMembers = {
    "SecretAccessKey",     "SessionToken",        "Password",         "OldPassword",
    "NewPassword",         "SAMLAssertion",       "WebIdentityToken", "PrivateKey",
    "AuthenticationCode1", "AuthenticationCode2", "TokenCode"};
// STS operations whose answers CloudTrail leaves out, as it does with all that IAM reads.
constexpr std::array<std::string_view, 3> kAnswersLeftOut = {
    "GetCallerIdentity", "GetAccessKeyInfo", "DecodeAuthorizationMessage"};

template <size_t N>
bool IsAmong(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// CloudTrail writes members' names with a small first letter.
std::string MemberName(std::string_view name) {
  std::string text(name);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] + 32);
  return text;
}

// "Jul 18, 2022 11:00:01 AM", as times inside of records are written.
std::string TrailTime(Instant instant) {
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(instant - day));
  const auto hour = time.hours().count();
  return fmt::format("{} {}, {} {}:{:02}:{:02} {}",
                     kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<unsigned>(date.day()), static_cast<int>(date.year()),
                     hour % 12 == 0 ? 12 : hour % 12, time.minutes().count(),
                     time.seconds().count(), hour < 12 ? "AM" : "PM");
}

Json JsonOf(const Shape* shape, const Value& value);

Json JsonOfStructure(const Shape* shape, const Value& value) {
  Json json = Json::MakeObject();
  for (const Value::Member& member : value.members()) {
    if (member.value.is_null()) continue;
    const ShapeMember* known = shape == nullptr ? nullptr : shape->FindMember(member.name);
    const Shape* inner = known != nullptr   ? known->shape
                         : shape != nullptr ? shape->element
                                            : nullptr;
    const bool hidden =
        IsAmong(kSecretMembers, member.name) || (inner != nullptr && inner->sensitive);
    json.Set(MemberName(member.name),
             hidden ? Json::String(std::string(kHidden)) : JsonOf(inner, member.value));
  }
  return json;
}

Json JsonOf(const Shape* shape, const Value& value) {
  if (value.is_struct()) return JsonOfStructure(shape, value);
  if (value.is_list()) {
    Json json = Json::MakeArray();
    for (const Value& item : value.items()) {
      json.Append(JsonOf(shape == nullptr ? nullptr : shape->element, item));
    }
    return json;
  }
  if (value.is_bool()) return Json::Bool(value.AsBool());
  if (value.is_int()) return Json::Number(value.AsInt());
  if (value.is_time()) return Json::String(TrailTime(value.AsTime()));
  return Json::String(value.ScalarText());
}

Json OrNull(const Shape* shape, const Value& value) {
  if (value.is_null() || (value.is_struct() && value.members().empty())) return Json();
  return JsonOf(shape, value);
}

Json SessionContext(const Caller& caller) {
  const Session& session = caller.session->session;
  Json context = Json::MakeObject();
  if (caller.role != nullptr || session.kind == Session::Kind::kFederatedUser) {
    Json& issuer = context.Set("sessionIssuer", Json::MakeObject());
    if (caller.role != nullptr) {
      issuer.Set("type", Json::String("Role"));
      issuer.Set("principalId", Json::String(caller.role->id));
      issuer.Set("arn", Json::String(caller.role->arn));
      issuer.Set("accountId", Json::String(caller.account_id));
      issuer.Set("userName", Json::String(caller.role->name));
    } else if (caller.user != nullptr) {
      issuer.Set("type", Json::String("IAMUser"));
      issuer.Set("principalId", Json::String(caller.user->id));
      issuer.Set("arn", Json::String(caller.user->arn));
      issuer.Set("accountId", Json::String(caller.account_id));
      issuer.Set("userName", Json::String(caller.user->name));
    } else {
      issuer.Set("type", Json::String("Root"));
      issuer.Set("accountId", Json::String(caller.account_id));
    }
  }
  Json& attributes = context.Set("attributes", Json::MakeObject());
  attributes.Set("creationDate", Json::String(policy_engine::FormatIso8601(session.issued)));
  attributes.Set("mfaAuthenticated", Json::String(session.mfa_time ? "true" : "false"));
  if (!session.source_identity.empty()) {
    context.Set("sourceIdentity", Json::String(session.source_identity));
  }
  if (session.kind == Session::Kind::kAssumedRoot) context.Set("assumedRoot", Json::String("true"));
  return context;
}

std::string_view IdentityType(Caller::Kind kind) {
  switch (kind) {
    case Caller::Kind::kRoot:
      return "Root";
    case Caller::Kind::kUser:
      return "IAMUser";
    case Caller::Kind::kAssumedRole:
      return "AssumedRole";
    case Caller::Kind::kFederatedUser:
      return "FederatedUser";
    case Caller::Kind::kAnonymous:
      break;
  }
  return "Unknown";
}

// The other account's view of a caller that isn't its own.
Json ForeignIdentity(const Json& identity, const std::string& account) {
  Json json = Json::MakeObject();
  json.Set("type", Json::String("AWSAccount"));
  if (const Json* id = identity.Find("principalId")) json.Set("principalId", *id);
  json.Set("accountId", Json::String(account));
  return json;
}

Json Record(const TrailNotes& notes, const AnsweredCall& call, const Json& identity,
            const std::string& event_id, const std::string& recipient) {
  const DecisionRecord& record = *call.record;
  const bool failed = !record.error_code.empty();
  const bool answer_left_out = notes.service->name == "iam"
                                   ? notes.read_only
                                   : IsAmong(kAnswersLeftOut, notes.operation->name);
  Json json = Json::MakeObject();
  const auto text = [&](std::string_view name, std::string_view value) {
    json.Set(name, Json::String(std::string(value)));
  };
  text("eventVersion", "1.11");
  json.Set("userIdentity", identity);
  text("eventTime", policy_engine::FormatIso8601(record.time));
  text("eventSource", notes.service->name + ".amazonaws.com");
  text("eventName", notes.operation->name);
  text("awsRegion", notes.region);
  text("sourceIPAddress", call.request.peer_address);
  if (const std::string* agent = call.request.Find("User-Agent")) text("userAgent", *agent);
  if (failed) {
    text("errorCode", record.error_code);
    text("errorMessage", record.error_message);
  }
  json.Set("requestParameters", OrNull(notes.operation->input, notes.input));
  json.Set("responseElements",
           failed || answer_left_out ? Json() : OrNull(notes.operation->output, notes.output));
  text("requestID", call.request_id);
  text("eventID", event_id);
  json.Set("readOnly", Json::Bool(notes.read_only));
  text("eventType", "AwsApiCall");
  json.Set("managementEvent", Json::Bool(true));
  text("recipientAccountId", recipient);
  text("eventCategory", "Management");
  return json;
}

// The account of the role that was assumed, if it isn't the caller's; else empty.
std::string OtherAccount(const TrailNotes& notes) {
  if (notes.output.is_null() || notes.service->name != "sts") return "";
  const Value* role = notes.input.Find("RoleArn");
  if (role == nullptr) return "";
  const auto arn = SplitArn(role->AsString());
  return arn && arn->account != notes.account ? std::string(arn->account) : std::string();
}

}  // namespace

Json TrailIdentity(const Caller& caller) {
  Json json = Json::MakeObject();
  json.Set("type", Json::String(std::string(IdentityType(caller.kind))));
  if (caller.kind == Caller::Kind::kAnonymous) return json;
  json.Set("principalId", Json::String(caller.user_id));
  json.Set("arn", Json::String(caller.arn));
  json.Set("accountId", Json::String(caller.account_id));
  json.Set("accessKeyId", Json::String(caller.access_key_id));
  if (caller.kind == Caller::Kind::kUser) json.Set("userName", Json::String(caller.user->name));
  if (caller.has_session()) json.Set("sessionContext", SessionContext(caller));
  return json;
}

std::vector<std::string> TrailRecords(const TrailNotes& notes, const AnsweredCall& call,
                                      const std::string& event_id, const std::string& other_id,
                                      const std::string& shared_id) {
  Json own = Record(notes, call, notes.identity, event_id, notes.account);
  const std::string other = OtherAccount(notes);
  if (other.empty()) return {own.Dump()};
  Json theirs =
      Record(notes, call, ForeignIdentity(notes.identity, notes.account), other_id, other);
  own.Set("sharedEventID", Json::String(shared_id));
  theirs.Set("sharedEventID", Json::String(shared_id));
  return {own.Dump(), theirs.Dump()};
}

void CloudTrail::Write(const TrailNotes& notes, const AnsweredCall& call) {
  if (notes.service == nullptr || call.record == nullptr) return;
  for (const std::string& line : TrailRecords(notes, call, NewUuid(*ids_, "event"),
                                              NewUuid(*ids_, "event"), NewUuid(*ids_, "event"))) {
    file_->Append(line);
  }
}

}  // namespace mockaws
