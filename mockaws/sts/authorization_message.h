// Encoded authorization messages: what services give a refused caller instead of the reasons, and
// what DecodeAuthorizationMessage makes plain to those who may know.
#pragma once

#include <string>

#include "mockaws/authz/decision_record.h"
#include "mockaws/sts/session_tokens.h"

namespace mockaws {

// The message about one refusal, sealed for the account of the refused principal. Thread-safe.
std::string EncodeAuthorizationMessage(SessionTokens& tokens, const Judgement& judgement);

}  // namespace mockaws
