// Session tags, transitive tags and source identity: what a new session passes on.
#pragma once

#include <string>
#include <vector>

#include "mockaws/model/api_error.h"
#include "mockaws/operation/context.h"
#include "mockaws/state/session.h"

namespace mockaws {

// What a new role session carries of tags, its own and the calling session's transitive ones.
struct SessionTags {
  Tags passed;                               // in the request: aws:RequestTag, aws:TagKeys
  Tags inherited;                            // transitive ones of the calling session
  std::vector<std::string> transitive_keys;  // inherited and new

  // TagSession must be allowed: inherited tags alone need it too (observed).
  bool any() const { return !passed.empty() || !inherited.empty(); }
  Tags All() const;
};

// From Tags and TransitiveTagKeys of the input and the caller's session. Errors:
// InvalidParameterValue for duplicates, transitive keys without a tag, overridden inherited ones.
ApiResult<SessionTags> CollectSessionTags(const OpContext& context);

// Error: InvalidParameterValue for two keys that differ at most in case.
ApiResult<void> CheckDistinctTagKeys(const Tags& tags);

// The new session's source identity: the request's, else the inherited one, else empty. Error:
// ValidationError if the request would change an inherited one.
ApiResult<std::string> CollectSourceIdentity(const OpContext& context);

}  // namespace mockaws
