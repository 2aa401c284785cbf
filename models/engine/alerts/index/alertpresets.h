// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/result.h"

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

namespace wf::store {
class Ledger;
}

namespace wf::engine {

// A filter that was given a name.
struct AlertPreset {
    QString name, filter, groupBy;
    friend bool operator==(const AlertPreset &, const AlertPreset &) = default;
};

// Saved filters of the alert list, kept in the ledger's settings. GUI thread.
class AlertPresets final : public QObject {
    Q_OBJECT
public:
    explicit AlertPresets(store::Ledger &ledger, QObject *parent = nullptr);
    ~AlertPresets() override;

    // By name; four useful ones until somebody saved others.
    [[nodiscard]] const std::vector<AlertPreset> &presets() const { return m_presets; }
    // Replaces one of the same name. The reply comes when it is durable.
    void save(const AlertPreset &preset, std::function<void(const base::Status &)> reply);
    void remove(const QString &name, std::function<void(const base::Status &)> reply);

Q_SIGNALS:
    void changed();

private:
    void write(std::vector<AlertPreset> next, std::function<void(const base::Status &)> reply);
    store::Ledger &m_ledger;
    std::vector<AlertPreset> m_presets;
    async::Request m_read, m_write;
};

} // namespace wf::engine
