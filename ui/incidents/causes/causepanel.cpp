// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/causes/causepanel.h"

#include "ui/incidents/causes/causelist.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/text/safetext.h"

#include <QHBoxLayout>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::TextRole;

CausePanel::CausePanel(engine::CauseDesk &desk, const engine::AckDesk &may, WatchContext &context, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_may(may),
      m_context(context),
      m_list(new CauseList),
      m_from(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Tertiary)),
      m_question(new PlainLabel(tr("Is this right?"), TextRole::Small, PlainLabel::Tone::Secondary)),
      m_state(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary)),
      m_taught(new PlainLabel({}, TextRole::Micro, PlainLabel::Tone::Tertiary)),
      m_stateRow(new QWidget),
      m_taughtRow(new QWidget),
      m_yes(new widgets::Button(tr("Yes"), {}, u"Y"_s)),
      m_no(new widgets::Button(tr("No"), {}, u"⇧N"_s))
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 5, 12, 5);
    head->setSpacing(8);
    auto *title = new PlainLabel(tr("Suspected causes"), TextRole::SmallStrong);
    for (auto *label : {title, m_question})
        label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    head->addWidget(title);
    head->addWidget(m_from, 1);
    head->addWidget(m_question);
    head->addWidget(m_yes);
    head->addWidget(m_no);
    auto *state = new QHBoxLayout(m_stateRow);
    state->setContentsMargins(12, 6, 12, 8);
    m_state->setWrap(true);
    state->addWidget(m_state);
    auto *taught = new QHBoxLayout(m_taughtRow);
    taught->setContentsMargins(12, 3, 12, 4);
    taught->addWidget(m_taught);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(head);
    all->addWidget(m_stateRow);
    all->addWidget(m_list, 1);
    all->addWidget(m_taughtRow);
    all->addStretch(0);
    widgets::setPlainToolTip(m_yes, tr("It was the cause: what speaks for it counts more from now on"));
    widgets::setPlainToolTip(m_no, tr("It was not: what spoke for it counts less from now on"));
    connect(m_yes, &QPushButton::clicked, this, [this] { answer(true); });
    connect(m_no, &QPushButton::clicked, this, [this] { answer(false); });
    connect(m_list, &CauseList::currentChanged, this, &CausePanel::fillAnswer);
    connect(m_list, &CauseList::activated, this, &CausePanel::openCurrent);
    connect(&m_desk, &engine::CauseDesk::changed, this, &CausePanel::refresh);
    refresh();
}

CausePanel::~CausePanel() = default;

void CausePanel::show(qint64 incident)
{
    m_incident = incident;
    m_desk.look(incident);
    refresh();
}

void CausePanel::refresh()
{
    const auto report = m_desk.report();
    const bool isKnown = report && report->incident == m_incident;
    const bool hasSuspects = isKnown && !report->suspects.empty();
    m_list->show(isKnown ? report : nullptr);
    m_list->setVisible(hasSuspects);
    m_stateRow->setVisible(!hasSuspects);
    m_from->setText({});
    m_taught->setText({});
    if (isKnown)
        fillWords(*report);
    else
        m_state->setText(tr("Looking at what was unusual around it…"));
    m_taughtRow->setVisible(!m_taught->text().isEmpty());
    fillAnswer();
}

void CausePanel::fillWords(const engine::CauseReport &report)
{
    m_state->setText(report.nothing);
    const QString missing = report.missing.join(u"; "_s);
    m_from->setText(!missing.isEmpty()        ? tr("without %1").arg(missing)
                    : report.suspects.empty() ? QString()
                                              : tr("ranked from six kinds of evidence"));
    m_from->setTone(missing.isEmpty() ? PlainLabel::Tone::Tertiary : PlainLabel::Tone::Warning);
    widgets::setPlainToolTip(m_from, missing);
    QStringList taught;
    if (report.answers > 0) {
        const auto moved = engine::movedWeights(report.weights);
        taught << tr("Taught by %n answers.", nullptr, report.answers);
        if (!moved.isEmpty())
            taught << tr("What counts differently: %1.").arg(moved.join(u"; "_s));
    }
    if (m_desk.keepError())
        taught << tr("The last answer is not kept: %1").arg(m_desk.keepError()->summary);
    m_taught->setText(taught.join(u' '));
}

void CausePanel::fillAnswer()
{
    const auto *current = m_list->isHidden() ? nullptr : m_list->current();
    for (auto *button : {m_yes, m_no})
        button->setVisible(current);
    m_question->setVisible(current);
    const auto keeps = m_may.mayKeep();
    for (auto *button : {m_yes, m_no}) {
        button->setEnabled(keeps.ok());
        widgets::setPlainToolTip(button, keeps ? QString() : keeps.error().summary);
    }
    m_yes->setPrimary(current && current->isRight == true);
    m_no->setPrimary(current && current->isRight == false);
    if (current) {
        m_yes->setAccessibleName(tr("Yes, %1 was the cause").arg(current->title));
        m_no->setAccessibleName(tr("No, %1 was not the cause").arg(current->title));
    }
}

void CausePanel::answer(bool isRight)
{
    const auto *current = m_list->current();
    if (!current)
        return;
    if (current->isRight == isRight) {
        m_desk.undo({m_incident, current->service, {}},
                    [this](const auto &done) { tell(done, tr("The answer is taken back.")); });
        return;
    }
    const QString text = isRight ? tr("%1 was the cause. What speaks for it counts more from now on.")
                                 : tr("%1 was not the cause. What spoke for it counts less from now on.");
    m_desk.answer(current->service, isRight,
                  [this, said = text.arg(current->title)](const auto &done) { tell(done, said); });
}

void CausePanel::tell(const base::Result<engine::CauseUndo> &done, const QString &text)
{
    if (!done) {
        m_context.say({done.error().summary, signals::Severity::Warning, {}, {}});
        return;
    }
    m_context.say({text, signals::Severity::Info, tr("Undo"), [this, undo = *done] {
                       m_desk.undo(undo, [this](const base::Result<engine::CauseUndo> &back) {
                           m_context.say({back ? tr("Taken back.") : back.error().summary,
                                          back ? signals::Severity::Info : signals::Severity::Warning,
                                          {},
                                          {}});
                       });
                   }});
}

// The Thread follows: what happened at the suspect, at its moment.
void CausePanel::openCurrent(const QString &service)
{
    auto subject = signals::Subject::ofService(service);
    const auto *current = m_list->current();
    if (current && current->atNs)
        subject.timeNs = *current->atNs;
    if (current)
        subject.title = current->title;
    m_context.select(subject);
}

} // namespace wf::ui
