// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/index/alertpresets.h"

#include "models/store/ledger.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {
const QString settingsKey = u"incidents.presets"_s;
}

AlertPresets::AlertPresets(store::Ledger &ledger, QObject *parent) : QObject(parent), m_ledger(ledger)
{
    m_presets = {{tr("Needs somebody"), u"held:no"_s, {}},
                 {tr("Critical"), u"severity:critical"_s, {}},
                 {tr("By service"), {}, u"service"_s},
                 {tr("Older than an hour"), u"age>1h"_s, {}}};
    m_read = m_ledger.settings(settingsKey, [this](base::Result<QHash<QString, QJsonValue>> answer) {
        if (!answer || !answer->value(settingsKey).isArray())
            return;
        m_presets.clear();
        for (const auto &entry : answer->value(settingsKey).toArray()) {
            const QJsonObject o = entry.toObject();
            m_presets.push_back(
                {o.value("name"_L1).toString(), o.value("filter"_L1).toString(), o.value("groupBy"_L1).toString()});
        }
        Q_EMIT changed();
    });
}

AlertPresets::~AlertPresets() = default;

void AlertPresets::save(const AlertPreset &preset, std::function<void(const base::Status &)> reply)
{
    if (preset.name.trimmed().isEmpty()) {
        reply(base::makeError(base::ErrorKind::Invalid, tr("Write a name.")));
        return;
    }
    auto next = m_presets;
    const auto same =
        std::find_if(next.begin(), next.end(), [&preset](const auto &p) { return p.name == preset.name; });
    if (same == next.end())
        next.push_back(preset);
    else
        *same = preset;
    write(std::move(next), std::move(reply));
}

void AlertPresets::remove(const QString &name, std::function<void(const base::Status &)> reply)
{
    auto next = m_presets;
    std::erase_if(next, [&name](const auto &p) { return p.name == name; });
    write(std::move(next), std::move(reply));
}

void AlertPresets::write(std::vector<AlertPreset> next, std::function<void(const base::Status &)> reply)
{
    QJsonArray array;
    for (const auto &preset : next)
        array.append(
            QJsonObject{{u"name"_s, preset.name}, {u"filter"_s, preset.filter}, {u"groupBy"_s, preset.groupBy}});
    m_write = m_ledger.setSetting(
        settingsKey, array, [this, next = std::move(next), reply = std::move(reply)](base::Result<base::Done> done) {
            if (done) {
                m_presets = next;
                Q_EMIT changed();
            }
            reply(done);
        });
}

} // namespace wf::engine
