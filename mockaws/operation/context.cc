#include "mockaws/operation/context.h"

#include "mockaws/model/service_model.h"
#include "policy_engine/check.h"

namespace mockaws {

const Account& OpContext::account() const {
  const Account* account = state.FindAccount(caller.account_id);
  CHECK(account != nullptr, "an authenticated caller without an account");
  return *account;
}

Account& OpContext::edit_account() {
  Account* account = edit_state().FindAccount(caller.account_id);
  CHECK(account != nullptr, "an authenticated caller without an account");
  return *account;
}

State& OpContext::edit_state() {
  CHECK(writable_state != nullptr, "a read operation that writes");
  return *writable_state;
}

std::string OpContext::action() const { return service.name + ":" + operation.name; }

}  // namespace mockaws
