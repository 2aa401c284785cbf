// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::base {

// Replaces what looks like a credential (Authorization values, bearer/basic tokens, user:password@ in URLs, JWTs,
// key=value pairs whose key says password|token|secret|key|cookie|session) by "[redacted]". Applied to every log line.
[[nodiscard]] QString redacted(QString text);

} // namespace wf::base
