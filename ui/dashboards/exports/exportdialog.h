// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/dashboards/exports/boardexporter.h"

#include <QDialog>

class QComboBox;

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// Which part of a dashboard, as what, and where to: then it is taken and written, and what is missing is said.
class ExportDialog final : public QDialog {
    Q_OBJECT
public:
    // `dashboard` with fixed variables; `panel`: chosen at first, 0 = all of it.
    ExportDialog(const ExportSurroundings &around, signals::Dashboard dashboard, int panel = 0,
                 QWidget *parent = nullptr);
    ~ExportDialog() override;

    void choose(int panel, ExportFormat format);
    // What Save does once somebody has chosen where.
    void saveTo(const QString &path);
    [[nodiscard]] bool isBusy() const { return m_exporter != nullptr; }

Q_SIGNALS:
    void saved(const QString &path);

private:
    void build();
    void describe();
    void chooseFile();
    void write(const QString &path, const base::Result<QByteArray> &file, const QStringList &missing);
    void setBusy(bool busy);
    [[nodiscard]] ExportFormat format() const;

    ExportSurroundings m_around;
    signals::Dashboard m_dashboard;
    QComboBox *m_what, *m_as;
    widgets::PlainLabel *m_words, *m_said;
    widgets::Button *m_save;
    std::unique_ptr<BoardExporter> m_exporter;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::ui
