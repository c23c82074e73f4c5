// ShutdownSignals: SIGINT and SIGTERM as something a program waits for.
//
//   ShutdownSignals signals;  // before any thread is started
//   server.Start();
//   signals.Wait();
//   server.Stop();            // a second signal ends the program at once
#pragma once

#include <csignal>

namespace mockaws {

// One per program, used by the main thread only.
class ShutdownSignals {
 public:
  // Blocks both signals in this thread and in those it starts from here on.
  ShutdownSignals();
  // Gives them their usual meaning back.
  ~ShutdownSignals();
  ShutdownSignals(const ShutdownSignals&) = delete;
  ShutdownSignals& operator=(const ShutdownSignals&) = delete;

  // Returns the signal's number once one has come; from then on they have their usual meaning.
  int Wait();

 private:
  void Restore();

  sigset_t before_;
  bool blocked_ = true;
};

}  // namespace mockaws
