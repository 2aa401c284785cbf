// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agreements/report/reportdialog.h"

#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QShortcut>

#include <algorithm>

namespace wf::ui {

using widgets::PlainLabel;

namespace {

constexpr std::array formats{wire::ReportFormat::Pdf, wire::ReportFormat::Html, wire::ReportFormat::Csv,
                             wire::ReportFormat::Json, wire::ReportFormat::Markdown};

} // namespace

ReportDialog::ReportDialog(std::vector<Period> periods, const QString &current, const QString &folder,
                           const QString &actor, QWidget *parent)
    : QDialog(parent),
      m_periods(std::move(periods)),
      m_folder(folder),
      m_subject(new PlainLabel({}, widgets::TextRole::Strong)),
      m_form(new QFormLayout),
      m_period(new QComboBox),
      m_format(new widgets::Segmented({tr("PDF"), tr("HTML"), tr("CSV"), tr("JSON"), tr("Markdown")})),
      m_paper(new widgets::Segmented({tr("A4"), tr("Letter")})),
      m_path(new QLineEdit),
      m_issue(new QCheckBox(tr("Issue it: kept as it is, signed, in the archive"))),
      m_name(new QLineEdit(actor)),
      m_reason(new QLineEdit),
      m_open(new QCheckBox(tr("Open it when it is done"))),
      m_problem(new PlainLabel({}, widgets::TextRole::Small, PlainLabel::Tone::Critical)),
      m_make(new widgets::Button(tr("Make report"), {}, tr("Ctrl Enter")))
{
    setWindowTitle(tr("Report"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(560, 380);
    for (const Period &one : m_periods)
        m_period->addItem(one.words);
    const auto shown = std::ranges::find(m_periods, current, &Period::name);
    m_period->setCurrentIndex(shown == m_periods.end() ? 0 : static_cast<int>(shown - m_periods.begin()));
    build();
    connect(m_period, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (index >= 0)
            Q_EMIT periodWanted(m_periods[static_cast<std::size_t>(index)].name);
    });
    connect(m_format, &widgets::Segmented::currentChanged, this, &ReportDialog::nameFile);
    connect(m_path, &QLineEdit::textEdited, this, [this] { m_isNamed = true; });
    for (QLineEdit *edit : {m_path, m_name, m_reason})
        connect(edit, &QLineEdit::textChanged, this, &ReportDialog::look);
    connect(m_issue, &QCheckBox::toggled, this, &ReportDialog::look);
    connect(m_make, &QAbstractButton::clicked, this, &ReportDialog::send);
    auto *enter = new QShortcut(QKeySequence(QStringLiteral("Ctrl+Return")), this);
    connect(enter, &QShortcut::activated, this, &ReportDialog::send);
    look();
}

void ReportDialog::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(12);
    m_subject->setWrap(true);
    column->addWidget(m_subject);
    m_form->setSpacing(8);
    const auto row = [form = m_form](const QString &text, auto *field, auto *shown) {
        field->setAccessibleName(text);
        form->addRow(new PlainLabel(text, widgets::TextRole::Small, PlainLabel::Tone::Secondary), shown);
    };
    const auto plain = [&row](const QString &text, auto *field) { row(text, field, field); };
    plain(tr("Period"), m_period);
    plain(tr("Form"), m_format);
    plain(tr("Paper"), m_paper);
    auto *place = new QHBoxLayout;
    auto *browseButton = new widgets::Button(tr("Browse…"));
    place->addWidget(m_path, 1);
    place->addWidget(browseButton);
    row(tr("Save to"), m_path, place);
    connect(browseButton, &QAbstractButton::clicked, this, &ReportDialog::browse);
    m_form->addRow(m_issue);
    plain(tr("Signed by"), m_name);
    plain(tr("Reason"), m_reason);
    m_open->setChecked(true);
    m_form->addRow(m_open);
    column->addLayout(m_form);
    column->addStretch();
    m_problem->setWrap(true);
    column->addWidget(m_problem);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *cancel = new widgets::Button(tr("Cancel"), {}, tr("Esc"));
    m_make->setPrimary(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_make);
    column->addLayout(buttons);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
}

wire::ReportFormat ReportDialog::format() const
{
    return formats.at(static_cast<std::size_t>(m_format->current()));
}

void ReportDialog::showSubject(const QString &words, const QString &fileName)
{
    m_isKnown = true;
    m_subject->setText(words);
    m_stem = fileName;
    nameFile();
}

void ReportDialog::showWaiting(const QString &what)
{
    m_isKnown = false;
    m_subject->setText(what);
    look();
}

// The name follows form and period until somebody writes one.
void ReportDialog::nameFile()
{
    const QString ending = wire::reportFormatName(format());
    if (!m_isNamed)
        m_path->setText(m_folder + u'/' + m_stem + u'.' + ending);
    else if (const QFileInfo info(m_path->text()); wire::reportFormatOf(info.suffix()))
        m_path->setText(info.path() + u'/' + info.completeBaseName() + u'.' + ending);
    look();
}

void ReportDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Save the report"), m_path->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_isNamed = true;
        m_path->setText(path);
    });
    dialog->open();
}

QString ReportDialog::problem() const
{
    if (!m_isKnown)
        return tr("The figures of this period are being computed.");
    if (m_path->text().trimmed().isEmpty())
        return tr("Say where the report is saved.");
    if (m_issue->isChecked() && (m_name->text().trimmed().isEmpty() || m_reason->text().trimmed().isEmpty()))
        return tr("An issued report is signed: name and reason, please.");
    return {};
}

void ReportDialog::look()
{
    const bool isIssued = m_issue->isChecked();
    m_form->setRowVisible(m_paper, format() == wire::ReportFormat::Pdf); // only pages have a size
    m_name->setEnabled(isIssued);
    m_reason->setEnabled(isIssued);
    m_problem->setTone(PlainLabel::Tone::Secondary);
    m_problem->setText(m_isMaking ? tr("Making the report…") : problem());
    m_make->setEnabled(!m_isMaking && problem().isEmpty());
}

void ReportDialog::send()
{
    if (!m_make->isEnabled())
        return;
    m_isMaking = true; // once
    look();
    Wish wish{{format(), m_paper->current() == 1 ? wire::PaperSize::Letter : wire::PaperSize::A4},
              m_path->text().trimmed(),
              {},
              m_open->isChecked()};
    if (m_issue->isChecked())
        wish.issued = engine::SignOff{m_name->text().trimmed(), m_reason->text().trimmed()};
    Q_EMIT wished(wish);
}

void ReportDialog::tell(const base::Status &status)
{
    if (status) {
        accept();
        return;
    }
    m_isMaking = false;
    look();
    m_problem->setTone(PlainLabel::Tone::Critical);
    m_problem->setText(status.error().detail.isEmpty()
                           ? status.error().summary
                           : status.error().summary + QStringLiteral(". ") + status.error().detail);
}

} // namespace wf::ui
