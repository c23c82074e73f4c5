// A decision's record as compact bytes, in which the log keeps it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mockaws/authz/decision_record.h"

namespace mockaws {

// Of a judgement, what bytes can't hold.
struct KeptVerdict {
  policy_engine::PolicySet policies;
  policy_engine::Decision decision;
};

// All of `record` but the judgements' policies and decisions. `room` is memory to use again.
std::string WriteRecord(const DecisionRecord& record, std::string room = {});

// The record again; `verdicts` are its judgements' in their order.
DecisionRecord ReadRecord(std::string_view bytes, const std::vector<KeptVerdict>& verdicts);

}  // namespace mockaws
