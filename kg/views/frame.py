"""The bones of the page; the rest is filled in by `kg.views.html`."""

PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<div id="names"><h1>{title}</h1><p id="count">{count}</p></div>
<form id="find" role="search">
<input id="search" list="labels" type="search" autocomplete="off"
 placeholder="搜索名称 Search a name" aria-label="搜索名称 Search a name">
<datalist id="labels"></datalist>
<button type="submit">搜索</button>
<button type="button" id="all" title="回到全图 Overview">全图</button>
</form>
</header>
<main><div id="mynetwork"></div><div id="legend" role="group" aria-label="图例 Legend"></div></main>
<aside id="panel" aria-live="polite"></aside>
<script type="application/json" id="data">{data}</script>
<script>{library}</script>
<script>{drawing}</script>
<script>{script}</script>
</body>
</html>
"""
