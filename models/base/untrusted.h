// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::base {

// Text that came from outside (labels, log lines, annotations, server errors). It is never assumed to be plain or
// short; only the helpers of widgets/base put it on screen. reliability.md T1, T2.
class Untrusted {
public:
    Untrusted() = default;
    explicit Untrusted(QString raw) : m_raw(std::move(raw)) {}
    [[nodiscard]] const QString &raw() const { return m_raw; }
    // C0/C1 controls, bidi overrides and zero-width characters made visible; at most `cap` characters, then " … N
    // more".
    [[nodiscard]] QString visible(qsizetype cap = 512) const;
    friend bool operator==(const Untrusted &, const Untrusted &) = default;

private:
    QString m_raw;
};

// The same rules for plain strings.
[[nodiscard]] QString visibleText(QStringView raw, qsizetype cap = 512);
// visibleText plus terminal safety: nothing can move the cursor or start an escape sequence; newlines and tabs stay.
[[nodiscard]] QString termSafe(QStringView raw, qsizetype cap = 100'000);
// http(s) with a host and no user info: the only addresses ever handed to a browser (T18).
[[nodiscard]] bool isSafeWebAddress(const QString &url);

} // namespace wf::base
