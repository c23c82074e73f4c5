// libpq, loaded when a server is told to keep its state in PostgreSQL: the library brings a dozen
// others along (Kerberos, LDAP, TLS), which would cost every other server time and memory.
#pragma once

#include <libpq-fe.h>

#include "mockaws/storage/storage.h"

namespace mockaws {

// The functions that we use, under their own names without PQ.
struct Libpq {
  decltype(&PQclear) clear;
  decltype(&PQconnectdb) connectdb;
  decltype(&PQerrorMessage) errorMessage;
  decltype(&PQexec) exec;
  decltype(&PQexecParams) execParams;
  decltype(&PQfinish) finish;
  decltype(&PQgetisnull) getisnull;
  decltype(&PQgetlength) getlength;
  decltype(&PQgetvalue) getvalue;
  decltype(&PQntuples) ntuples;
  decltype(&PQresultStatus) resultStatus;
  decltype(&PQsetNoticeProcessor) setNoticeProcessor;
  decltype(&PQstatus) status;
};

// Loads the library once. The error says what is missing and how to install it. Thread-safe.
Result<void> LoadLibpq();

// After LoadLibpq succeeded.
const Libpq& Pq();

}  // namespace mockaws
