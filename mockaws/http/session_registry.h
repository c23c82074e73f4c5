// The connections a server has, to be told when it stops.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace mockaws {

// One connection, as the server's stop sees it.
class OpenSession {
 public:
  OpenSession() = default;
  virtual ~OpenSession() = default;
  OpenSession(const OpenSession&) = delete;
  OpenSession& operator=(const OpenSession&) = delete;

  // Ends the connection as soon as no request is under way. Any thread.
  virtual void Drain() = 0;
  // Closes the socket. Only once the server's threads have ended.
  virtual void Abort() = 0;
};

// Thread-safe.
class SessionRegistry {
 public:
  void Add(const std::shared_ptr<OpenSession>& session) {
    const std::lock_guard lock(mutex_);
    sessions_.emplace(session.get(), session);
  }

  void Remove(OpenSession* session) {
    const std::lock_guard lock(mutex_);
    sessions_.erase(session);
    if (sessions_.empty()) emptied_.notify_all();
  }

  std::vector<std::shared_ptr<OpenSession>> All() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<OpenSession>> all;
    all.reserve(sessions_.size());
    for (const auto& [pointer, session] : sessions_) {
      if (auto alive = session.lock()) all.push_back(std::move(alive));
    }
    return all;
  }

  void WaitUntilEmpty(std::chrono::steady_clock::time_point at_most_until) {
    std::unique_lock lock(mutex_);
    emptied_.wait_until(lock, at_most_until, [this] { return sessions_.empty(); });
  }

  size_t size() const {
    const std::lock_guard lock(mutex_);
    return sessions_.size();
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable emptied_;
  std::unordered_map<OpenSession*, std::weak_ptr<OpenSession>> sessions_;
};

}  // namespace mockaws
