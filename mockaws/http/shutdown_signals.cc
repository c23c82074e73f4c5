#include "mockaws/http/shutdown_signals.h"

#include <pthread.h>

#include "policy_engine/check.h"

namespace mockaws {
namespace {

sigset_t ShutdownSet() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

ShutdownSignals::ShutdownSignals() {
  const sigset_t set = ShutdownSet();
  CHECK(pthread_sigmask(SIG_BLOCK, &set, &before_) == 0, "the signal set is valid");
}

ShutdownSignals::~ShutdownSignals() { Restore(); }

int ShutdownSignals::Wait() {
  const sigset_t set = ShutdownSet();
  int signal_number = 0;
  CHECK(sigwait(&set, &signal_number) == 0, "the signal set is valid");
  Restore();
  return signal_number;
}

void ShutdownSignals::Restore() {
  if (!blocked_) return;
  blocked_ = false;
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace mockaws
