// The access log: one line for each request. Nothing in it is secret: no bodies, no query strings
// (presigned ones are credentials), no tokens.
#pragma once

#include <memory>
#include <string>

#include "mockaws/observe/answered_call.h"
#include "mockaws/observe/line_file.h"

namespace mockaws {

enum class LogFormat { kText, kJson };

// One line, without its end. What peers sent is escaped.
std::string AccessLogLine(const AnsweredCall& call, LogFormat format);
// The same for an answer that the HTTP server gave by itself.
std::string TroubleLogLine(Instant host_time, std::string_view peer, int status,
                           std::string_view reason, LogFormat format);

// Thread-safe.
class AccessLog {
 public:
  AccessLog(std::unique_ptr<LineFile> file, LogFormat format)
      : file_(std::move(file)), format_(format) {}

  void Write(const AnsweredCall& call) { file_->Append(AccessLogLine(call, format_)); }
  void WriteTrouble(Instant host_time, std::string_view peer, int status, std::string_view reason) {
    file_->Append(TroubleLogLine(host_time, peer, status, reason, format_));
  }
  const LineFile& file() const { return *file_; }

 private:
  const std::unique_ptr<LineFile> file_;
  const LogFormat format_;
};

}  // namespace mockaws
