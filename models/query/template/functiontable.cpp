// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/program_p.h"

namespace wf::query::tmpl {

const Function *findFunction(std::string_view name)
{
    static const FunctionTable table = [] {
        FunctionTable all;
        addBuiltins(all);
        addAlertFunctions(all);
        return all;
    }();
    const auto found = table.find(name);
    return found == table.end() ? nullptr : &found->second;
}

} // namespace wf::query::tmpl
