// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace wf::wire::grafana {

// Writes a key where the value is no longer what its JSON said.
template<class T, class Make>
void patch(QJsonObject &object, QLatin1String key, const T &is, const T &was, Make make)
{
    if (is != was)
        object.insert(key, QJsonValue(make(is)));
}
template<class T>
void patch(QJsonObject &object, QLatin1String key, const T &is, const T &was)
{
    if (is != was)
        object.insert(key, QJsonValue(is));
}

} // namespace wf::wire::grafana
