// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/secrets/secretref.h"

namespace wf::net {

using namespace Qt::StringLiterals;

namespace {
struct Prefix {
    SecretRef::Kind kind;
    QLatin1String text;
};
constexpr Prefix prefixes[] = {
    {SecretRef::Kind::Environment, QLatin1String("env:")}, {SecretRef::Kind::File, QLatin1String("file:")},
    {SecretRef::Kind::Command, QLatin1String("command:")}, {SecretRef::Kind::Stored, QLatin1String("stored:")},
    {SecretRef::Kind::Stored, QLatin1String("keychain:")},
};
} // namespace

SecretRef SecretRef::parse(const QString &text)
{
    for (const auto &prefix : prefixes) {
        if (text.startsWith(prefix.text)) {
            const QString value = text.mid(prefix.text.size()).trimmed();
            return value.isEmpty() ? SecretRef{} : SecretRef{prefix.kind, value};
        }
    }
    return {};
}

QString SecretRef::toString() const
{
    for (const auto &prefix : prefixes)
        if (prefix.kind == kind)
            return prefix.text + value;
    return {};
}

Secret::~Secret()
{
    // Only the last owner may wipe: implicit sharing would otherwise copy first.
    if (m_bytes.isDetached() && !m_bytes.isEmpty()) {
        volatile char *bytes = m_bytes.data();
        for (qsizetype i = 0; i < m_bytes.size(); ++i)
            bytes[i] = 0;
    }
}

} // namespace wf::net
