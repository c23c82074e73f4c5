// CloudTrail: records of API calls in the shape in which AWS CloudTrail delivers them ("CloudTrail
// record contents", "Logging IAM and AWS STS API calls"), one JSON object a line.
//
// Unlike AWS's, they never hold a session token: AssumeRole's answer has it hidden.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "mockaws/model/service_model.h"
#include "mockaws/observe/answered_call.h"
#include "mockaws/observe/line_file.h"
#include "mockaws/operation/context.h"
#include "policy_engine/base/json.h"

namespace mockaws {

// What a record tells beyond the answer, noted while the call runs.
struct TrailNotes {
  policy_engine::Json identity;  // userIdentity
  std::string account;           // the caller's
  std::string region;
  bool read_only = false;
  const ServiceModel* service = nullptr;  // null: nobody was authenticated, no record is made
  const OperationModel* operation = nullptr;
  Value input;
  Value output;  // null if the call failed
};

// userIdentity of an authenticated caller.
policy_engine::Json TrailIdentity(const Caller& caller);

// The records of one call, each one line: one for the caller's account, and one for the role's
// when a role of another account was assumed, joined by `shared_id`.
std::vector<std::string> TrailRecords(const TrailNotes& notes, const AnsweredCall& call,
                                      const std::string& event_id, const std::string& other_id,
                                      const std::string& shared_id);

// Thread-safe.
class CloudTrail {
 public:
  CloudTrail(std::unique_ptr<LineFile> file, IdSource* ids) : file_(std::move(file)), ids_(ids) {}

  void Write(const TrailNotes& notes, const AnsweredCall& call);
  const LineFile& file() const { return *file_; }

 private:
  const std::unique_ptr<LineFile> file_;
  IdSource* const ids_;
};

}  // namespace mockaws
