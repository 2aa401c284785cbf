// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/station/stationwatch.h"

#include <QDialog>
#include <QTimer>

#include <vector>

class QBoxLayout;
class QLineEdit;

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// Adds files to the logs that are followed: what matches and its last lines are seen while the path is written.
class AddLogDialog final : public QDialog {
    Q_OBJECT
public:
    // The station outlives it.
    AddLogDialog(engine::StationWatch &station, const base::Clock &clock, QWidget *parent = nullptr);

Q_SIGNALS:
    void added(const QString &glob, const QString &newest); // newest: a file that will be followed; may be empty

private:
    void buildForm(QBoxLayout *column);
    void lookSoon();
    void look();
    void tell(const base::Result<engine::StationLogPreview> &preview);
    void add();

    engine::StationWatch &m_station;
    const base::Clock &m_clock;
    QLineEdit *m_path = nullptr;
    QLineEdit *m_service = nullptr;
    widgets::PlainLabel *m_facts = nullptr;
    std::vector<widgets::PlainLabel *> m_lines;
    widgets::Button *m_add = nullptr;
    QTimer m_soon;
    QString m_newest;
};

// "3 files, 12 MiB; shop.log was written 4 s ago: json, 2.4 lines a second". Plain text that may hold outside text.
[[nodiscard]] QString logPreviewText(const engine::StationLogPreview &preview, qint64 nowNs);

} // namespace wf::ui
