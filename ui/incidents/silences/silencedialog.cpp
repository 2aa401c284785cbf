// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/silences/silencedialog.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/engine/alerts/index/alertfilter.h"
#include "ui/incidents/silences/matcherchips.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace wf::ui {

using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int customChoice = 4;
constexpr std::array<qint64, 4> choices{30 * base::nsPerMinute, 2 * base::nsPerHour, 8 * base::nsPerHour,
                                        base::nsPerDay};

} // namespace

SilenceDialog::SilenceDialog(Subject subject, const engine::AckDesk &desk, const base::Clock &clock, int alertsKnown,
                             QWidget *parent)
    : QDialog(parent),
      m_subject(std::move(subject)),
      m_desk(desk),
      m_clock(clock),
      m_alertsKnown(alertsKnown),
      m_for(new widgets::Segmented({tr("30 m"), tr("2 h"), tr("8 h"), tr("1 d"), tr("Other")})),
      m_custom(new QLineEdit),
      m_chips(new MatcherChips(m_subject.matchers)),
      m_more(new QLineEdit),
      m_why(new QLineEdit(m_subject.why)),
      m_preview(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_error(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Critical)),
      m_ends(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Tertiary)),
      m_confirm(new widgets::Button(m_subject.endsNs == 0 ? tr("Silence") : tr("Save"))),
      m_quiet(new QTimer(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(m_subject.title);
    setMinimumWidth(470);
    m_quiet->setSingleShot(true);
    m_quiet->setInterval(300);
    build();
    if (m_subject.endsNs != 0) {
        m_for->setCurrent(customChoice);
        m_custom->setText(base::promDuration(std::max<qint64>(
            base::nsPerMinute, (m_subject.endsNs - m_clock.nowNs()) / base::nsPerMinute * base::nsPerMinute)));
    } else {
        m_for->setCurrent(1);
    }
    connect(m_quiet, &QTimer::timeout, this, &SilenceDialog::refresh);
    connect(m_for, &widgets::Segmented::currentChanged, this, [this](int choice) {
        m_custom->setVisible(choice == customChoice);
        refresh();
    });
    connect(m_chips, &MatcherChips::changed, this, &SilenceDialog::refresh);
    for (auto *edit : {m_custom, m_more})
        connect(edit, &QLineEdit::textEdited, m_quiet, qOverload<>(&QTimer::start));
    connect(m_confirm, &QPushButton::clicked, this, &SilenceDialog::confirm);
    m_custom->setVisible(m_for->current() == customChoice);
    refresh();
    m_why->setFocus();
}

void SilenceDialog::build()
{
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignTop);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(12);
    const auto caption = [](const QString &text) {
        auto *label = new PlainLabel(text, TextRole::Base, PlainLabel::Tone::Secondary);
        label->setFixedHeight(28);
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        return label;
    };
    auto *duration = new QHBoxLayout;
    duration->addWidget(m_for);
    m_custom->setPlaceholderText(tr("90m or 2h"));
    m_custom->setAccessibleName(tr("Duration"));
    m_custom->setMaximumWidth(110);
    duration->addWidget(m_custom);
    duration->addStretch(1);
    form->addRow(caption(tr("For")), duration);
    auto *where = new QVBoxLayout;
    where->setSpacing(6);
    where->addWidget(m_chips);
    m_more->setPlaceholderText(tr("another label, such as pod=~\"payment-.*\""));
    m_more->setAccessibleName(tr("More labels"));
    where->addWidget(m_more);
    where->addWidget(m_preview);
    form->addRow(caption(tr("Where")), where);
    m_why->setPlaceholderText(tr("Rollback in progress"));
    m_why->setAccessibleName(tr("Why"));
    form->addRow(caption(tr("Why")), m_why);
    form->addRow(QString(), m_error);

    auto *cancel = new widgets::Button(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    cancel->setAutoDefault(false);
    m_confirm->setPrimary(true);
    m_confirm->setDefault(true);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_ends, 1);
    bottom->addWidget(cancel);
    bottom->addWidget(m_confirm);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 14);
    all->setSpacing(14);
    all->addLayout(form);
    all->addLayout(bottom);
}

qint64 SilenceDialog::endsNs(bool *ok) const
{
    *ok = true;
    if (m_for->current() < customChoice)
        return m_clock.nowNs() + choices.at(static_cast<std::size_t>(m_for->current()));
    const auto duration = base::parseDuration(m_custom->text().simplified().remove(u' '));
    *ok = duration && *duration >= base::nsPerMinute && *duration <= 400 * base::nsPerDay;
    return *ok ? m_clock.nowNs() + *duration : 0;
}

std::vector<signals::Matcher> SilenceDialog::matchers(QString *error) const
{
    auto out = m_chips->chosen();
    const auto parsed = engine::parseAlertFilter(m_more->text());
    if (parsed.error)
        *error = parsed.error->message;
    for (const auto &term : parsed.filter.terms) {
        if (term.kind == engine::FilterTerm::Kind::Match && !term.negated)
            out.push_back(term.matcher);
        else
            *error = tr("Write a label such as pod=\"payment-1\" or pod=~\"payment-.*\"");
    }
    return out;
}

engine::SilenceRequest SilenceDialog::request(QString *error) const
{
    QString problem;
    bool timeOk = false;
    engine::SilenceRequest out;
    out.sources = m_subject.sources;
    out.fingerprints = m_subject.fingerprints;
    out.title = m_subject.title;
    out.why = m_why->text().trimmed();
    out.matchers = matchers(&problem);
    out.endsNs = endsNs(&timeOk);
    if (!timeOk)
        problem = tr("Write a duration such as 90m or 2h");
    else if (problem.isEmpty() && out.matchers.empty())
        problem = tr("Keep at least one label");
    if (error)
        *error = problem;
    return out;
}

void SilenceDialog::refresh()
{
    QString problem;
    const auto wish = request(&problem);
    m_counting = m_desk.countHeld(wish.matchers, [this](std::size_t held) {
        m_preview->setText(tr("matches %1 of %2").arg(held).arg(m_alertsKnown));
    });
    m_error->setText(problem);
    m_error->setVisible(!problem.isEmpty());
    m_confirm->setEnabled(problem.isEmpty());
    m_ends->setText(problem.isEmpty() ? tr("Ends at %1 UTC").arg(base::dayAndTime(wish.endsNs, m_clock.nowNs()))
                                      : QString());
}

void SilenceDialog::confirm()
{
    QString problem;
    const auto wish = request(&problem);
    if (!problem.isEmpty()) {
        refresh();
        return;
    }
    Q_EMIT confirmed(wish);
    accept();
}

} // namespace wf::ui
