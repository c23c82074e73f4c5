// Entities as last-access reports show them, and what they used.
#pragma once

#include <string_view>
#include <vector>

#include "mockaws/iam/policy_sources.h"
#include "mockaws/state/access_jobs.h"

namespace mockaws {

// A report's subject: the entities whose use counts, and the policies whose grants count.
struct AccessSubject {
  std::vector<PolicySourceEntity> entities;
  std::vector<policy_engine::CompiledPolicyPtr> policies;
};

// Refuses ARNs of other accounts, before anything is authorized on them.
ApiResult<void> CheckOwnEntity(const OpContext& context, const std::string& arn);

// By the ARN of a user, group, role or managed policy. Errors (recorded): AccessDenied for another
// account's, InvalidInput for the root user's, NoSuchEntity.
ApiResult<AccessSubject> FindAccessSubject(const OpContext& context, const std::string& arn);

// The entity with its newest use of the service, or of one action of it ("iam:CreateUser").
AccessEntity EntityWithUse(const OpContext& context, const PolicySourceEntity& entity,
                           std::string_view service_or_action);

// Of all the subject's entities, newest use first.
std::vector<AccessEntity> EntitiesWithUse(const OpContext& context, const AccessSubject& subject,
                                          std::string_view service_or_action);

// The frozen report.
std::vector<AccessedService> ReportOn(const OpContext& context, const AccessSubject& subject,
                                      bool with_actions);

// Jobs go on with each question and with simulated time, so that clients that wait see them end on
// a clock that stands still too.
bool IsJobDone(int64_t asked, Instant created, Instant now);

}  // namespace mockaws
