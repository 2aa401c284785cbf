// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/alerts/alertsnapshot.h"

#include <QAbstractTableModel>

namespace wf::ui {

// Silences and acknowledgements that stand or will: those that end first on top.
class SilenceRows final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Kind, What, By, Why, Ends, Alerts, columns };
    explicit SilenceRows(const base::Clock &clock, QObject *parent = nullptr);
    void setSnapshot(const engine::AlertSnapshotPtr &snapshot);
    [[nodiscard]] const signals::Silence *silence(quint64 key) const;
    [[nodiscard]] int rowOf(quint64 key) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row {
        quint64 key = 0;
        signals::Silence silence;
        int alerts = 0;
        friend bool operator==(const Row &, const Row &) = default;
    };
    [[nodiscard]] QString text(const Row &row, int column) const;
    const base::Clock &m_clock;
    std::vector<Row> m_rows;
};

// service="payment" region="eu-west"
[[nodiscard]] QString matchersText(const std::vector<signals::Matcher> &matchers);

} // namespace wf::ui
