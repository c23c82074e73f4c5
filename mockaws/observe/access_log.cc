#include "mockaws/observe/access_log.h"

#include "policy_engine/base/json.h"
#include "policy_engine/base/time.h"

namespace mockaws {
namespace {

using policy_engine::Json;

// Fields in order; those that are empty are left out of both formats.
class Line {
 public:
  void Text(std::string_view name, std::string_view value) {
    if (!value.empty()) json_.Set(name, Json::String(std::string(value)));
  }
  void Number(std::string_view name, int64_t value) { json_.Set(name, Json::Number(value)); }

  std::string Finish(LogFormat format) const {
    if (format == LogFormat::kJson) return json_.Dump();
    std::string line;
    for (const Json::Member& member : json_.members()) {
      if (!line.empty()) line += ' ';
      line += member.key;
      line += '=';
      line += Plain(member.value);
    }
    return line;
  }

 private:
  // As it stands where nothing in it could be taken for the line's own marks, else quoted.
  static std::string Plain(const Json& value) {
    if (!value.is_string()) return value.ScalarText();
    for (const char c : value.AsString()) {
      if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7f) return value.Dump();
    }
    return value.AsString();
  }

  Json json_ = Json::MakeObject();
};

}  // namespace

std::string AccessLogLine(const AnsweredCall& call, LogFormat format) {
  Line line;
  line.Text("time", policy_engine::FormatIso8601Millis(call.host_time));
  line.Text("peer", call.request.peer_address);
  line.Text("method", call.request.method);
  line.Text("path", call.request.path());
  line.Number("status", call.response.status);
  if (call.record != nullptr) {
    line.Text("operation", call.record->operation);
    line.Text("error", call.record->error_code);
    line.Text("outcome", OutcomeOf(*call.record));
    line.Text("principal", call.record->principal_arn);
    line.Text("requestId", call.request_id);
    line.Text("decision", call.record->id);
  }
  line.Number("bytesIn", static_cast<int64_t>(call.request.body.size()));
  line.Number("bytesOut", static_cast<int64_t>(call.response.body.size()));
  line.Number("micros", std::chrono::floor<std::chrono::microseconds>(call.took).count());
  if (const std::string* agent = call.request.Find("User-Agent")) line.Text("userAgent", *agent);
  return line.Finish(format);
}

std::string TroubleLogLine(Instant host_time, std::string_view peer, int status,
                           std::string_view reason, LogFormat format) {
  Line line;
  line.Text("time", policy_engine::FormatIso8601Millis(host_time));
  line.Text("peer", peer);
  line.Number("status", status);
  line.Text("reason", reason);
  return line.Finish(format);
}

}  // namespace mockaws
