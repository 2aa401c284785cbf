// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/noise/noisewatch.h"
#include "models/items/alerts/alertlist.h"

#include <QIdentityProxyModel>

namespace wf::ui {

// Alerts as people read them: words, units and tones for the cells of a RowTable.
class AlertRows final : public QIdentityProxyModel {
    Q_OBJECT
public:
    AlertRows(items::AlertList &list, const engine::AckDesk &desk, const engine::NoiseWatch &noise,
              const base::Clock &clock, QObject *parent = nullptr);
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    // What operations under way mean for the rows has changed.
    void refreshOperations();

private:
    [[nodiscard]] QVariant groupData(const QModelIndex &index, int role) const;
    [[nodiscard]] QString text(const engine::WatchedAlert &alert, const QModelIndex &index) const;
    [[nodiscard]] QString stateText(const engine::WatchedAlert &alert) const;
    [[nodiscard]] QVariant stateIcon(const engine::WatchedAlert &alert) const;
    [[nodiscard]] QString spoken(const engine::WatchedAlert &alert, const QModelIndex &index) const;

    items::AlertList &m_list;
    const engine::AckDesk &m_desk;
    const engine::NoiseWatch &m_noise;
    const base::Clock &m_clock;
};

// "eu-west, pod-1"; what is known of it.
[[nodiscard]] QString whereText(const engine::WatchedAlert &alert);

} // namespace wf::ui
