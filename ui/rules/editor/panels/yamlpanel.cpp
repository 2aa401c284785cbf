// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/editor/panels/yamlpanel.h"

#include "models/engine/rules/editing/rulecode.h"
#include "ui/rules/editor/panels/iconline.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/codeedit/codeedit.h"

#include <QBoxLayout>

namespace wf::ui {

using namespace Qt::StringLiterals;
using Tone = widgets::PlainLabel::Tone;

namespace {
constexpr int pauseMs = 300;
}

YamlPanel::YamlPanel(engine::RuleBench &bench, QWidget *parent)
    : QWidget(parent),
      m_bench(bench),
      m_says(new IconLine(true)),
      m_text(new widgets::CodeEdit(tr("The rule as YAML"), widgets::CodeEdit::Look::Page))
{
    m_text->setMarker(engine::yamlSpans);
    m_text->setLineNumbersShown(true);
    m_soon.setSingleShot(true);
    m_soon.setInterval(pauseMs);
    auto *says = new QHBoxLayout;
    says->setContentsMargins(12, 6, 12, 6);
    says->addWidget(m_says);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(says);
    column->addWidget(m_text, 1);
    connect(&m_soon, &QTimer::timeout, this, &YamlPanel::judge);
    connect(m_text, &widgets::CodeEdit::edited, this, [this] { m_bench.setText(m_text->toPlainText()); });
    connect(&m_bench, &engine::RuleBench::changed, this, &YamlPanel::fill);
    fill();
}

void YamlPanel::fill()
{
    m_text->setCode(m_bench.rule().text());
    m_soon.start();
}

void YamlPanel::judge()
{
    auto problems = m_bench.rule().problems();
    if (problems.empty()) {
        m_says->show(u"sev-ok"_s, tr("one rule, nothing wrong with it"), Tone::Ok);
    } else {
        const auto &first = problems.front();
        const QString before = m_bench.rule().text().left(first.start);
        m_says->show(first.isError() ? u"sev-critical"_s : u"sev-warning"_s,
                     tr("%1:%2 %3")
                         .arg(before.count(u'\n') + 1)
                         .arg(before.size() - before.lastIndexOf(u'\n'))
                         .arg(first.message),
                     first.isError() ? Tone::Critical : Tone::Warning);
    }
    m_text->setProblems(std::move(problems));
}

void YamlPanel::focusText()
{
    m_text->setFocus(Qt::OtherFocusReason);
}

} // namespace wf::ui
