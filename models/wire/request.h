// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace wf::wire {

// Parameters of a query string or form body, in order, keys may repeat ("match[]"). Everything but unreserved
// characters is percent-encoded; in particular "+" is "%2B" (QUrlQuery leaves it, and servers read a space).
class Form {
public:
    Form &add(const QString &key, const QString &value);
    Form &add(const QString &key, qint64 value) { return add(key, QString::number(value)); }
    // Nothing is added when empty.
    Form &addIfAny(const QString &key, const QString &value) { return value.isEmpty() ? *this : add(key, value); }
    // Unix seconds with milliseconds ("1795245516.967"), exact.
    Form &addSeconds(const QString &key, qint64 ns);

    [[nodiscard]] const QByteArray &encoded() const { return m_encoded; } // body, or what follows "?"
    [[nodiscard]] bool isEmpty() const { return m_encoded.isEmpty(); }

private:
    QByteArray m_encoded;
};

// "https://host/prometheus" + "/api/v1/query" -> one encoded address. Keeps any path prefix; drops user info, query,
// fragment, trailing slashes and what people paste with it: "/graph", "/api/v1", "/loki/api/v1", "/api/v2", "/api/v3",
// and the page's name ("/query", "/alerts" …) when a query or fragment shows that it came from a browser. Empty when
// `base` has no http(s) scheme or no host.
[[nodiscard]] QByteArray joinUrl(const QString &base, const QByteArray &encodedPath, const Form &query = {});
// The same cleaning alone, for showing and comparing addresses.
[[nodiscard]] QString cleanBaseUrl(const QString &base);

// One path segment with everything reserved encoded, "/" too.
[[nodiscard]] QByteArray pathSegment(const QString &text);
// Label name for /label/<name>/values: as it is, or U__-escaped when it holds "/" (protocols.md 1.4).
[[nodiscard]] QByteArray labelPathSegment(const QString &name);

} // namespace wf::wire
