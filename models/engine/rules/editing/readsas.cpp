// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/editing/readsas.h"

#include "models/query/template/alert/alerttemplate.h"

namespace wf::engine {

base::Result<QString> readsAs(const QString &text, const RuleSample &sample)
{
    query::TemplateContext context;
    context.labels = sample.labels.without({"__name__"});
    context.value = sample.value;
    const auto expanded = query::expandTemplate(text.toStdString(), context);
    if (!expanded)
        return expanded.error();
    return QString::fromStdString(*expanded);
}

} // namespace wf::engine
