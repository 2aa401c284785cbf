// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/exports/exportdialog.h"

#include "models/base/safefile.h"
#include "models/base/untrusted.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QPointer>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;

ExportDialog::ExportDialog(const ExportSurroundings &around, signals::Dashboard dashboard, int panel, QWidget *parent)
    : QDialog(parent),
      m_around(around),
      m_dashboard(std::move(dashboard)),
      m_what(new QComboBox),
      m_as(new QComboBox),
      m_words(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary)),
      m_said(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary)),
      m_save(new widgets::Button(tr("Save…"), {}, tr("Enter")))
{
    setWindowTitle(tr("Export the dashboard"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(520, 260);
    build();
    m_what->setCurrentIndex(std::max(0, m_what->findData(panel)));
    describe();
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::build()
{
    m_what->setAccessibleName(tr("Which part"));
    m_what->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_what->addItem(tr("The whole dashboard"), 0);
    const auto offer = [this](const signals::BoardPanel &panel) {
        if (!panel.isRow())
            m_what->addItem(base::visibleText(panel.title.isEmpty() ? panel.type : panel.title, 80), panel.id);
    };
    for (const signals::BoardPanel &panel : m_dashboard.panels) {
        offer(panel);
        for (const signals::BoardPanel &child : panel.children)
            offer(child);
    }
    m_as->setAccessibleName(tr("As what"));
    const std::pair<ExportFormat, QString> formats[] = {{ExportFormat::Png, tr("Picture (PNG)")},
                                                        {ExportFormat::Svg, tr("Drawing (SVG)")},
                                                        {ExportFormat::Pdf, tr("Page (PDF)")},
                                                        {ExportFormat::Csv, tr("Numbers (CSV)")},
                                                        {ExportFormat::Json, tr("Dashboard for Grafana (JSON)")},
                                                        {ExportFormat::Snapshot, tr("Snapshot with its data")}};
    for (const auto &[format, name] : formats)
        m_as->addItem(name, static_cast<int>(format));
    auto *form = new QFormLayout;
    form->addRow(tr("&Which part"), m_what);
    form->addRow(tr("&As"), m_as);
    m_words->setWrap(true);
    m_said->setWrap(true);
    m_save->setPrimary(true);
    m_save->setDefault(true);
    auto *cancel = new widgets::Button(tr("Cancel"), {}, tr("Esc"));
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    column->addWidget(new PlainLabel(m_dashboard.title, TextRole::Strong));
    column->addLayout(form);
    column->addWidget(m_words);
    column->addStretch();
    column->addWidget(m_said);
    column->addLayout(row);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_save, &QAbstractButton::clicked, this, &ExportDialog::chooseFile);
    connect(m_as, &QComboBox::currentIndexChanged, this, &ExportDialog::describe);
}

ExportFormat ExportDialog::format() const
{
    return static_cast<ExportFormat>(m_as->currentData().toInt());
}

void ExportDialog::choose(int panel, ExportFormat format)
{
    m_what->setCurrentIndex(std::max(0, m_what->findData(panel)));
    m_as->setCurrentIndex(std::max(0, m_as->findData(static_cast<int>(format))));
}

void ExportDialog::describe()
{
    const auto words = [this] {
        switch (format()) {
        case ExportFormat::Png:
        case ExportFormat::Svg:
        case ExportFormat::Pdf:
            return tr("As it looks now, over the range that is chosen, 1440 pixels wide.");
        case ExportFormat::Csv:
            return tr("Every value that is drawn, in full and without unit; times in UTC.");
        case ExportFormat::Json:
            return tr("The dashboard without data, as Grafana imports it.");
        case ExportFormat::Snapshot:
            break;
        }
        return tr(
            "One file with the samples and lines behind the panels. It opens with: watchfloor open FILE, offline, "
            "and can be zoomed there. Nothing in it is masked.");
    };
    m_words->setText(words());
}

void ExportDialog::setBusy(bool busy)
{
    m_save->setEnabled(!busy);
    m_what->setEnabled(!busy);
    m_as->setEnabled(!busy);
}

void ExportDialog::chooseFile()
{
    const QString title = m_what->currentIndex() > 0 ? m_what->currentText() : m_dashboard.title;
    auto *dialog = new QFileDialog(this, tr("Save the export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(fileEndingOf(format()));
    dialog->selectFile(exportFileName(title, format()));
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::saveTo);
    dialog->open();
}

void ExportDialog::saveTo(const QString &path)
{
    setBusy(true);
    m_said->setTone(PlainLabel::Tone::Secondary);
    m_said->setText(tr("Asking the sources…"));
    m_exporter = std::make_unique<BoardExporter>(
        m_around, ExportWishes{m_dashboard, m_what->currentData().toInt(), format(), 1440});
    connect(
        m_exporter.get(), &BoardExporter::done, this,
        [this, path](const base::Result<QByteArray> &file, const QStringList &missing) { write(path, file, missing); });
}

void ExportDialog::write(const QString &path, const base::Result<QByteArray> &file, const QStringList &missing)
{
    m_exporter.release()->deleteLater(); // it is calling
    const auto fail = [this](const base::Error &error) {
        setBusy(false);
        m_said->setTone(PlainLabel::Tone::Critical);
        m_said->setText(error.summary + (error.detail.isEmpty() ? QString() : QString(u' ' + error.detail)));
    };
    if (!file)
        return fail(file.error());
    m_jobs.runLatest(
        u"write"_s, m_around.board.pools.analysis(),
        [path, bytes = *file](std::stop_token) { return base::writeFileSafely(path, bytes); },
        [this, path, missing, fail](const base::Status &status) {
            if (!status)
                return fail(status.error());
            setBusy(false);
            Q_EMIT saved(path);
            if (missing.isEmpty())
                return accept();
            m_said->setTone(PlainLabel::Tone::Warning);
            const QString words = format() == ExportFormat::Json ? tr("Written. %1") : tr("Written, but without: %1");
            m_said->setText(words.arg(base::visibleText(missing.join(u"; "_s), 600)));
        });
}

} // namespace wf::ui
