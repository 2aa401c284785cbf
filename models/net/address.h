// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <utility>
#include <vector>

namespace wf::net {

// Parameters in order; names may repeat ("match[]").
using Params = std::vector<std::pair<QString, QString>>;

// application/x-www-form-urlencoded with everything but unreserved characters escaped; QUrlQuery leaves '+' alone,
// which servers read as a blank.
[[nodiscard]] QByteArray encodeForm(const Params &params);
// One path segment, '/' included.
[[nodiscard]] QString encodeSegment(const QString &segment);

// What people paste ("https://host/prometheus/graph?g0.expr=up", "localhost:9090") as a base address: http when no
// scheme is given, pages of the products' own web interfaces and API paths cut off, no query, no trailing slash. User
// names and passwords in the address are refused with what to write instead.
[[nodiscard]] base::Result<QUrl> baseAddress(const QString &pasted);

// Base plus an encoded path ("/api/v1/query"), keeping the base's own prefix; RFC 3986 resolution would drop it.
[[nodiscard]] QUrl endpoint(const QUrl &base, const QString &encodedPath, const Params &query = {});

[[nodiscard]] bool sameOrigin(const QUrl &a, const QUrl &b);
[[nodiscard]] bool isLoopback(const QUrl &url);
// "host:port", without credentials, path or query.
[[nodiscard]] QString hostAndPort(const QUrl &url);

// Field names are tokens; values are visible ASCII with blanks inside only (reliability.md T5): nothing can begin a new
// line.
[[nodiscard]] bool isValidHeader(const QByteArray &name, const QByteArray &value);

} // namespace wf::net
