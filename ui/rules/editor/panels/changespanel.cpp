// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/editor/panels/changespanel.h"

#include "models/engine/rules/editing/rulecode.h"
#include "ui/rules/editor/panels/iconline.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/codeedit/codeedit.h"

#include <QBoxLayout>

namespace wf::ui {

using namespace Qt::StringLiterals;
using base::DiffLine;
using widgets::CodeLine;
using Tone = widgets::PlainLabel::Tone;

namespace {

CodeLine::Kind kindOf(DiffLine::Kind kind)
{
    return kind == DiffLine::Kind::Come   ? CodeLine::Kind::Added
           : kind == DiffLine::Kind::Gone ? CodeLine::Kind::Removed
                                          : CodeLine::Kind::Same;
}

} // namespace

ChangesPanel::ChangesPanel(engine::RuleBench &bench, QWidget *parent)
    : QWidget(parent),
      m_bench(bench),
      m_says(new IconLine(true)),
      m_theirs(new widgets::Button(tr("Begin with theirs"))),
      m_overwrite(new widgets::Button(tr("Overwrite theirs"))),
      m_lines(new widgets::CodeEdit(tr("What saving changes"), widgets::CodeEdit::Look::Page))
{
    m_lines->setReadOnly(true);
    m_lines->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_lines->setMarker(engine::yamlSpans);
    m_overwrite->setDanger(true);
    auto *says = new QHBoxLayout;
    says->setContentsMargins(12, 5, 12, 5);
    says->setSpacing(8);
    says->addWidget(m_says, 1);
    says->addWidget(m_theirs);
    says->addWidget(m_overwrite);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(says);
    column->addWidget(m_lines, 1);
    connect(m_theirs, &QPushButton::clicked, &m_bench, &engine::RuleBench::takeTheirs);
    connect(m_overwrite, &QPushButton::clicked, this, [this] { m_bench.save(engine::SaveForce::Overwrite); });
    connect(&m_bench, &engine::RuleBench::changesChanged, this, &ChangesPanel::fill);
    fill();
}

void ChangesPanel::fill()
{
    QStringList texts;
    std::vector<CodeLine> lines;
    int last = 0;
    for (const DiffLine &line : m_bench.changes()) {
        const int number = line.after > 0 ? line.after : line.before;
        if (last > 0 && line.kind == DiffLine::Kind::Same && line.after > last + 1) {
            texts << u"\u22ef"_s;
            lines.push_back({CodeLine::Kind::Skipped, 0});
        }
        last = std::max(last, line.after);
        texts << line.text;
        lines.push_back({kindOf(line.kind), number});
    }
    if (texts.isEmpty())
        for (const QString &line : m_bench.rule().text().trimmed().split(u'\n')) {
            texts << line;
            lines.push_back({CodeLine::Kind::Same, static_cast<int>(texts.size())});
        }
    m_lines->setCode(texts.join(u'\n'));
    m_lines->setLines(std::move(lines));
    fillSays();
}

void ChangesPanel::fillSays()
{
    const auto &conflict = m_bench.conflict();
    m_theirs->setVisible(conflict.has_value());
    m_overwrite->setVisible(conflict.has_value());
    const auto &check = m_bench.check();
    if (conflict)
        return m_says->show(u"sev-warning"_s, conflict->words, Tone::Warning);
    if (m_bench.composeError())
        return m_says->show(u"sev-critical"_s, m_bench.composeError()->summary, Tone::Critical);
    if (check && check->errors > 0)
        return m_says->show(u"sev-critical"_s, check->firstError(), Tone::Critical);
    if (check && check->promtool && !check->promtool->isFine)
        return m_says->show(u"sev-critical"_s, tr("promtool refuses it: %1").arg(check->promtool->lines.join(u' ')),
                            Tone::Critical);
    if (check && check->warnings > 0)
        for (const auto &problem : check->problems)
            if (problem.weight == wire::RuleProblem::Weight::Warning)
                return m_says->show(u"sev-warning"_s,
                                    tr("%1:%2 %3").arg(problem.place.line).arg(problem.place.column).arg(problem.what),
                                    Tone::Warning);
    if (!m_bench.rule().isChanged())
        return m_says->show(u"info"_s, tr("As it is kept: nothing was changed."), Tone::Tertiary);
    if (check)
        return m_says->show(u"sev-ok"_s, check->promtool ? tr("checked here and by promtool") : tr("checked"),
                            Tone::Ok);
    m_says->show(u"info"_s, tr("Checking"), Tone::Tertiary);
}

QString ChangesPanel::asText() const
{
    QString out;
    for (const DiffLine &line : m_bench.changes())
        out += QLatin1Char(line.kind == DiffLine::Kind::Come   ? '+'
                           : line.kind == DiffLine::Kind::Gone ? '-'
                                                               : ' ') +
               line.text + u'\n';
    return out.isEmpty() ? m_bench.rule().text() : out;
}

} // namespace wf::ui
