// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <utility>

namespace wf::net {

// Where a secret is kept; never the secret itself, except Literal (typed in for this session, or by a test).
struct SecretRef {
    enum class Kind { None, Literal, Environment, File, Command, Stored };
    Kind kind = Kind::None;
    QString value; // variable, path, command line, name in the store

    [[nodiscard]] bool isNone() const { return kind == Kind::None; }
    friend bool operator==(const SecretRef &, const SecretRef &) = default;

    // "env:NAME", "file:/path", "command:pass show x", "stored:name" ("keychain:name" means the same); None when it is
    // none of these. toString() gives the same text back; a Literal has none.
    [[nodiscard]] static SecretRef parse(const QString &text);
    [[nodiscard]] QString toString() const;
};

// A secret in memory: cannot be printed or compared by accident, is wiped when it goes.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    Secret(const Secret &) = default;
    Secret &operator=(const Secret &) = default;
    Secret(Secret &&) noexcept = default;
    Secret &operator=(Secret &&) noexcept = default;
    ~Secret();
    [[nodiscard]] const QByteArray &reveal() const { return m_bytes; }
    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }

private:
    QByteArray m_bytes;
};

} // namespace wf::net
