"""What the page does: search, legend, focus and the evidence panel.

The script reads its data from a JSON block and builds all it shows with ``textContent``: nothing of a document is ever
parsed as HTML. It runs after pyvis's drawing, which leaves ``nodes``, ``edges`` and ``network``.
"""

SCRIPT = r"""
(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var panel = document.getElementById("panel"), search = document.getElementById("search");
  var hiddenKinds = new Set(), focus = null, revealed = { nodes: [], edges: [], disc: null };
  var links = data.nodes.map(function () { return []; });
  data.edges.forEach(function (edge, at) {
    links[edge.from].push(at);
    if (edge.to !== edge.from) { links[edge.to].push(at); }
  });
  var reduced = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  var motion = reduced ? false : { duration: 450, easingFunction: "easeInOutQuad" };

  // -- small builders: text only ---------------------------------------------------------------------------------
  function make(tag, cls, text) {
    var element = document.createElement(tag);
    if (cls) { element.className = cls; }
    if (text !== undefined) { element.textContent = text; }
    return element;
  }
  function add(parent) {
    for (var i = 1; i < arguments.length; i += 1) { parent.appendChild(arguments[i]); }
    return parent;
  }
  function mark(kind) {
    var element = make("span", "mark", data.kinds[kind].mark);
    element.style.color = data.kinds[kind].color;
    element.setAttribute("aria-hidden", "true");
    return element;
  }
  function both(zh, en) { return add(make("span", "", zh + " "), make("span", "en", en)); }
  function reference(at) {
    var button = make("button", "to");
    button.type = "button";
    add(button, mark(data.nodes[at].kind), make("span", "", data.nodes[at].label));
    button.addEventListener("click", function () { showNode(at); });
    return button;
  }
  function clear() { while (panel.firstChild) { panel.removeChild(panel.firstChild); } panel.scrollTop = 0; }

  // -- drawing: what is dimmed, what is hidden -------------------------------------------------------------------
  function other(edge, at) { return edge.from === at ? edge.to : edge.from; }
  function paint(scale) {
    var kept = null, bright = null, least = 0;
    if (focus && focus.node !== undefined) {
      kept = new Set([focus.node]);
      bright = new Set(links[focus.node]);
      bright.forEach(function (at) { kept.add(other(data.edges[at], focus.node)); });
      least = kept.size <= 12 ? 13 : kept.size <= 40 ? 10 : 0;
    } else if (focus) {
      kept = new Set([data.edges[focus.edge].from, data.edges[focus.edge].to]);
      bright = new Set([focus.edge]);
      least = 13;
    }
    nodes.update(nodes.getIds().map(function (at) {
      var node = data.nodes[at], dim = kept !== null && !kept.has(at), size = node.font;
      if (kept !== null && !dim) { size = Math.max(size, Math.min(44, Math.round(least / (scale || 1)))); }
      return { id: at, hidden: hiddenKinds.has(node.kind), opacity: dim ? 0.12 : 1,
        font: { size: size, color: dim ? "rgba(29,43,58,0.07)" : "#1d2b3a", strokeWidth: dim ? 0 : 4,
          vadjust: Math.round(size * -0.3) } };
    }));
    edges.update(edges.getIds().map(function (id) {
      var at = Number(id.slice(1)), edge = data.edges[at], on = bright !== null && bright.has(at);
      var gone = hiddenKinds.has(data.nodes[edge.from].kind) || hiddenKinds.has(data.nodes[edge.to].kind);
      return { id: id, hidden: gone, width: on ? edge.width + 0.9 : edge.width,
        color: { color: on ? data.relations[edge.relation].color : "#7d93a8",
          opacity: bright === null ? data.faint : on ? 0.75 : 0.04 } };
    }));
  }
  function drawn(at, place) {
    var node = data.nodes[at], kind = data.kinds[node.kind];
    return { id: at, label: node.short, shape: kind.shape, size: 11, x: place.x, y: place.y,
      font: { size: 15, vadjust: -4 },
      color: { background: kind.color, border: "#ffffff", highlight: { background: kind.color, border: "#1d2b3a" } } };
  }
  function forget() {
    edges.remove(revealed.edges);
    nodes.remove(revealed.nodes);
    revealed = { nodes: [], edges: [], disc: null };
  }
  function reveal(at) {
    // a thing outside the opening picture: it is set beside it, its neighbours around it
    if (nodes.get(at) !== null) { return; }
    forget();
    var near = Array.from(new Set(links[at].map(function (e) { return other(data.edges[e], at); })));
    var fresh = near.filter(function (n) { return n !== at && nodes.get(n) === null; }).slice(0, 36);
    var rings = fresh.length <= 12 ? 1 : 2, radius = fresh.length ? 200 + (rings - 1) * 130 : 60, box = data.bounds;
    var known = near.filter(function (n) { return nodes.get(n) !== null; });
    var beside = known.length ? network.getPositions([known[0]])[known[0]] : { x: box.right, y: 0 };
    var left = beside.x < (box.left + box.right) / 2;
    var x = left ? box.left - radius - 140 : box.right + radius + 140, y = beside.y;
    nodes.add(drawn(at, { x: x, y: y }));
    fresh.forEach(function (n, i) {
      var r = rings === 1 ? 170 : i % 2 ? 300 : 180, angle = 2 * Math.PI * i / fresh.length;
      nodes.add(drawn(n, { x: Math.round(x + r * Math.cos(angle)), y: Math.round(y + 0.8 * r * Math.sin(angle)) }));
    });
    revealed.nodes = [at].concat(fresh);
    revealed.disc = { x: x, y: y, radius: radius + 60 };
    var seen = new Set();
    revealed.nodes.forEach(function (n) { links[n].forEach(function (e) { seen.add(e); }); });
    seen.forEach(function (e) {
      var edge = data.edges[e], id = "e" + e;
      if (edges.get(id) === null && nodes.get(edge.from) !== null && nodes.get(edge.to) !== null) {
        edges.add({ id: id, from: edge.from, to: edge.to, width: edge.width });
        revealed.edges.push(id);
      }
    });
  }
  function overview() {
    var canvas = document.getElementById("mynetwork");
    var box = data.bounds, foot = document.getElementById("legend").offsetHeight + 20;
    var width = canvas.clientWidth, height = canvas.clientHeight - foot;
    var scale = Math.min(1.15, width / (box.right - box.left + 40), height / (box.bottom - box.top + 40));
    var x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    if (width < 600 && data.discs.length && scale < 0.42) {
      scale = 0.42;
      x = data.discs[0].x;
      y = data.discs[0].y;
    }
    network.moveTo({ position: { x: x, y: y + foot / 2 / scale }, scale: scale, animation: false });
  }

  function travel(near) {
    // letters are sized for the view that is travelled to, so it is looked up first
    var position = network.getViewPosition(), scale = network.getScale();
    network.fit({ nodes: near, maxZoomLevel: 1, animation: false });
    var to = { position: network.getViewPosition(), scale: network.getScale(), animation: motion };
    paint(to.scale);
    network.moveTo({ position: position, scale: scale, animation: false });
    network.moveTo(to);
  }

  // -- the panel -------------------------------------------------------------------------------------------------
  function quotes(parent, proofs) {
    proofs.forEach(function (at, index) {
      var proof = data.proofs[at], target = parent;
      if (index > 0) {
        if (index === 1) {
          var rest = "另有 " + (proofs.length - 1) + " 处原文 / more quotes";
          add(parent, add(make("details"), make("summary", "", rest)));
        }
        target = parent.lastChild;
      }
      var where = data.documents[proof[2]] + (proof[1] ? " · " + proof[1] : "");
      add(target, add(make("blockquote", "", proof[0]), make("cite", "", where)));
    });
  }
  function statement(parent, edge) {
    var said = new Set();
    edge.statements.forEach(function (s) {
      if (said.has(s.role + "|" + s.deadline)) { return; }
      said.add(s.role + "|" + s.deadline);
      var role = data.roles[s.role];
      if (role) { add(parent, make("span", "chip " + s.role, role.zh + " " + role.en)); }
      if (s.deadline) { add(parent, make("span", "chip", "期限 " + s.deadline)); }
    });
    var seen = [];
    edge.statements.forEach(function (s) {
      s.proofs.forEach(function (at) { if (seen.indexOf(at) < 0) { seen.push(at); } });
    });
    quotes(parent, seen);
  }
  function listEdges(title, items, at) {
    var box = make("section"), shown = 0;
    add(box, add(make("h3"), both(title.zh + " · " + items.length, title.en)));
    function more() {
      items.slice(shown, shown + 30).forEach(function (e) {
        var item = add(make("div", "item"), reference(other(data.edges[e], at)));
        statement(item, data.edges[e]);
        add(box, item);
      });
      shown += 30;
      if (shown < items.length) {
        var button = make("button", "more", "显示其余 " + (items.length - shown) + " 项 / show more");
        button.addEventListener("click", function () { box.removeChild(button); more(); });
        add(box, button);
      }
    }
    more();
    return box;
  }
  function kindLine(at) {
    var kind = data.kinds[data.nodes[at].kind];
    return add(make("div", "kind"), mark(data.nodes[at].kind), both(kind.zh, kind.en));
  }
  function showNode(at) {
    reveal(at);
    focus = { node: at };
    hiddenKinds.delete(data.nodes[at].kind);
    legend();
    network.selectNodes([at], false);
    var near = links[at].map(function (e) { return other(data.edges[e], at); }).concat([at]);
    near = near.filter(function (n) { return nodes.get(n) !== null; });
    travel(near);
    clear();
    add(panel, kindLine(at), make("h2", "", data.nodes[at].label));
    if (data.nodes[at].aliases.length) { add(panel, make("p", "", "又作 also: " + data.nodes[at].aliases.join("、"))); }
    data.relations.forEach(function (relation, r) {
      var out = links[at].filter(function (e) { return data.edges[e].relation === r && data.edges[e].from === at; });
      var into = links[at].filter(function (e) { return data.edges[e].relation === r && data.edges[e].from !== at; });
      if (relation.symmetric) { out = out.concat(into); into = []; }
      if (out.length) { add(panel, listEdges(relation, out, at)); }
      if (into.length) { add(panel, listEdges({ zh: relation.backZh, en: relation.backEn }, into, at)); }
    });
  }
  function showEdge(at) {
    var edge = data.edges[at], relation = data.relations[edge.relation];
    focus = { edge: at };
    paint(network.getScale());
    clear();
    add(panel, reference(edge.from), add(make("h3"), both(relation.zh, relation.en)), reference(edge.to));
    statement(add(panel, make("div", "item")).lastChild, edge);
  }
  function showStart() {
    focus = null;
    forget();
    paint();
    network.unselectAll();
    clear();
    add(panel, add(make("h2"), both("从这里开始", "Start here")));
    add(panel, make("p", "", "点击图中的点或线，查看关系与原文；用上方搜索框查找名称；点击图例可隐藏或显示一类。"));
    add(panel, make("p", "en", "Click a node or a line for its relations and quotes; search by name; toggle kinds."));
    add(panel, add(make("h3"), both("关联最多 · 对象数", "most connected, by linked things")));
    data.top.forEach(function (at) {
      var count = new Set(links[at].map(function (e) { return other(data.edges[e], at); })).size;
      add(panel, add(make("div", "top"), reference(at), make("span", "", String(count))));
    });
  }
  function showMatches(text, found) {
    clear();
    add(panel, make("h2", "", "“" + text + "”"));
    add(panel, make("p", "", found.length ? "找到 " + found.length + " 个 / matches" : "没有找到 / nothing found"));
    found.slice(0, 60).forEach(function (at) { add(panel, add(make("div", "top"), reference(at), kindLine(at))); });
  }

  // -- legend and search -----------------------------------------------------------------------------------------
  function legend() {
    var box = document.getElementById("legend");
    while (box.firstChild) { box.removeChild(box.firstChild); }
    data.kinds.forEach(function (kind, k) {
      if (!kind.count) { return; }
      var button = make("button");
      button.type = "button";
      button.setAttribute("aria-pressed", String(!hiddenKinds.has(k)));
      add(button, mark(k), both(kind.zh, kind.en), make("small", "", String(kind.count)));
      button.addEventListener("click", function () {
        if (!hiddenKinds.delete(k)) { hiddenKinds.add(k); }
        legend();
        paint();
      });
      add(box, button);
    });
  }
  function fold(text) { return text.normalize("NFKC").toLowerCase().replace(/[\s“”‘’"'《》]/g, ""); }
  function find(text) {
    var wanted = fold(text);
    if (!wanted) { return; }
    var exact = [], part = [];
    data.nodes.forEach(function (node, at) {
      var names = [node.label].concat(node.aliases).map(fold);
      if (names.indexOf(wanted) >= 0) { exact.push(at); }
      if (names.some(function (name) { return name.indexOf(wanted) >= 0; })) { part.push(at); }
    });
    var found = exact.length ? exact : part;
    if (found.length === 1) { showNode(found[0]); } else { showMatches(text, found); }
  }
  var list = document.getElementById("labels");
  Array.from(new Set(data.nodes.map(function (node) { return node.label; }))).forEach(function (label) {
    var option = make("option");
    option.value = label;
    add(list, option);
  });
  document.getElementById("find").addEventListener("submit", function (event) {
    event.preventDefault();
    find(search.value);
  });
  search.addEventListener("input", function (event) {
    if (event.inputType === "insertReplacementText" || event.inputType === undefined) { find(search.value); }
  });
  document.getElementById("all").addEventListener("click", function () {
    search.value = "";
    showStart();
    overview();
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { showStart(); } });

  // -- the network -----------------------------------------------------------------------------------------------
  network.on("click", function (event) {
    if (event.nodes.length) { showNode(event.nodes[0]); }
    else if (event.edges.length) { showEdge(Number(String(event.edges[0]).slice(1))); }
    else if (focus) { showStart(); }
  });
  network.on("beforeDrawing", function (context) {
    data.discs.concat(revealed.disc ? [revealed.disc] : []).forEach(function (disc) {
      context.beginPath();
      context.arc(disc.x, disc.y, disc.radius, 0, 2 * Math.PI);
      context.fillStyle = "#ffffff";
      context.fill();
      context.lineWidth = 2;
      context.strokeStyle = "#e4eaf0";
      context.stroke();
    });
  });
  legend();
  showStart();
  overview();
  window.addEventListener("resize", function () { if (!focus) { overview(); } });
})();
"""
