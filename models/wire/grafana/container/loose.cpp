// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/loose.h"

#include <algorithm>
#include <cmath>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

QString textOf(const QJsonValue &value, const QString &otherwise)
{
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (value.isDouble()) {
        const double n = value.toDouble();
        return std::floor(n) == n && std::abs(n) < 1e15 ? QString::number(static_cast<qint64>(n))
                                                        : QString::number(n, 'g', 15);
    }
    return otherwise;
}

std::optional<double> numberOf(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble();
    if (!value.isString())
        return std::nullopt;
    QString text = value.toString().trimmed();
    if (text.endsWith("px"_L1))
        text.chop(2);
    bool ok = false;
    const double n = text.toDouble(&ok);
    return ok && std::isfinite(n) ? std::optional(n) : std::nullopt;
}

int intOf(const QJsonValue &value, int otherwise)
{
    const auto n = numberOf(value);
    return n ? static_cast<int>(std::clamp(*n, -1e9, 1e9)) : otherwise;
}

bool truthOf(const QJsonValue &value, bool otherwise)
{
    if (value.isBool())
        return value.toBool();
    if (value.isString())
        return value.toString() == "true"_L1;
    if (value.isDouble())
        return value.toDouble() != 0;
    return otherwise;
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList out;
    for (const QJsonValue &one : value.toArray())
        out << textOf(one);
    if (!value.isArray() && !textOf(value).isEmpty())
        out << textOf(value);
    return out;
}

void setIfAbsent(QJsonObject &object, QLatin1String key, const QJsonValue &value)
{
    if (!object.contains(key))
        object.insert(key, value);
}

void note(QJsonObject &panel, const QString &what)
{
    QJsonArray notes = panel.value(notesKey).toArray();
    notes.append(what);
    panel.insert(notesKey, notes);
}

} // namespace wf::wire::grafana
